package dev.quiver.planner.function;

import dev.quiver.planner.type.VectorSqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlSingleOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Everything that SQL text may call: the standard's functions, ours over vectors, and of the other
 * databases' functions those that their users miss first ({@link #BORROWED}).
 */
public final class QuiverOperators {
  /** SUM over numbers or vectors. */
  public static final SqlAggFunction SUM =
      SqlBasicAggFunction.create("SUM", SqlKind.SUM, ReturnTypes.AGG_SUM, new NumberOrVector());

  /** AVG over numbers or vectors. */
  public static final SqlAggFunction AVG =
      SqlBasicAggFunction.create(
          "AVG", SqlKind.AVG, ReturnTypes.AVG_AGG_FUNCTION, new NumberOrVector());

  /** What the standard lacks, mostly with PostgreSQL's meaning. */
  static final List<SqlOperator> BORROWED =
      List.of(
          SqlLibraryOperators.ILIKE,
          SqlLibraryOperators.NOT_ILIKE,
          SqlLibraryOperators.RLIKE,
          SqlLibraryOperators.NOT_RLIKE,
          SqlLibraryOperators.LENGTH,
          SqlLibraryOperators.LEFT,
          SqlLibraryOperators.RIGHT,
          SqlLibraryOperators.CONCAT_FUNCTION_WITH_NULL,
          SqlLibraryOperators.CONCAT_WS_POSTGRESQL,
          SqlLibraryOperators.STARTS_WITH,
          SqlLibraryOperators.ENDS_WITH,
          SqlLibraryOperators.STRPOS,
          SqlLibraryOperators.REPEAT,
          SqlLibraryOperators.REVERSE,
          SqlLibraryOperators.LPAD,
          SqlLibraryOperators.RPAD,
          SqlLibraryOperators.LTRIM,
          SqlLibraryOperators.RTRIM,
          SqlLibraryOperators.SPLIT_PART,
          SqlLibraryOperators.SUBSTR_POSTGRESQL,
          SqlLibraryOperators.TRANSLATE3,
          SqlLibraryOperators.CHR,
          SqlLibraryOperators.LEVENSHTEIN,
          SqlLibraryOperators.IF,
          SqlLibraryOperators.IFNULL,
          SqlLibraryOperators.NVL,
          SqlLibraryOperators.GREATEST_PG,
          SqlLibraryOperators.LEAST_PG,
          SqlLibraryOperators.DATE_TRUNC,
          SqlLibraryOperators.DATE_PART,
          SqlLibraryOperators.MD5,
          SqlLibraryOperators.SHA1,
          SqlLibraryOperators.SHA256,
          SqlLibraryOperators.SHA512,
          SqlLibraryOperators.TO_HEX,
          SqlLibraryOperators.FROM_HEX,
          SqlLibraryOperators.TO_BASE64,
          SqlLibraryOperators.FROM_BASE64,
          SqlLibraryOperators.REGEXP_LIKE,
          SqlLibraryOperators.REGEXP_REPLACE_3,
          SqlLibraryOperators.POW,
          SqlLibraryOperators.LOG2,
          SqlLibraryOperators.SINH,
          SqlLibraryOperators.COSH,
          SqlLibraryOperators.TANH,
          SqlLibraryOperators.RANDOM,
          SqlLibraryOperators.SAFE_CAST,
          SqlLibraryOperators.TRY_CAST,
          SqlLibraryOperators.ARRAY_LENGTH,
          SqlLibraryOperators.ARRAY_CONTAINS,
          SqlLibraryOperators.BOOL_AND,
          SqlLibraryOperators.BOOL_OR,
          SqlLibraryOperators.STRING_AGG,
          SqlLibraryOperators.ARRAY_AGG);

  private static final SqlOperatorTable TABLE = table();

  private QuiverOperators() {}

  /** The table; shared, because looking through it is slow the first time. */
  public static SqlOperatorTable operatorTable() {
    return TABLE;
  }

  private static SqlOperatorTable table() {
    List<SqlOperator> own = new ArrayList<>(VectorFunctions.all());
    own.add(SUM);
    own.add(AVG);
    own.add(DistanceOperators.L2);
    own.add(DistanceOperators.COSINE);
    own.add(DistanceOperators.NEGATIVE_INNER_PRODUCT);
    own.add(DistanceOperators.L1);
    own.add(DistanceOperators.HAMMING);
    own.add(DistanceOperators.JACCARD);
    own.addAll(ClockFunction.ALL);
    own.addAll(BORROWED);
    return SqlOperatorTables.chain(SqlOperatorTables.of(own), new StandardWithoutOurs());
  }

  /**
   * The standard's table but for what we have of the same name: of two candidates, the validator
   * would see neither.
   */
  private static final class StandardWithoutOurs implements SqlOperatorTable {
    private static final List<String> REPLACED =
        Stream.concat(Stream.of(SUM, AVG), ClockFunction.ALL.stream())
            .map(SqlOperator::getName)
            .toList();

    private final SqlOperatorTable standard = SqlStdOperatorTable.instance();

    @Override
    public void lookupOperatorOverloads(
        SqlIdentifier name,
        @Nullable SqlFunctionCategory category,
        SqlSyntax syntax,
        List<SqlOperator> operators,
        SqlNameMatcher matcher) {
      boolean ours =
          name.isSimple()
              && REPLACED.stream().anyMatch(own -> matcher.matches(own, name.getSimple()));
      if (!ours) {
        standard.lookupOperatorOverloads(name, category, syntax, operators, matcher);
      }
    }

    @Override
    public List<SqlOperator> getOperatorList() {
      return standard.getOperatorList();
    }
  }

  private static final class NumberOrVector implements SqlSingleOperandTypeChecker {
    @Override
    public boolean checkSingleOperandType(
        SqlCallBinding binding, SqlNode operand, int formalOperand, boolean throwOnFailure) {
      boolean vector = SqlTypeUtil.deriveType(binding, operand) instanceof VectorSqlType;
      return vector
          || OperandTypes.NUMERIC.checkSingleOperandType(
              binding, operand, formalOperand, throwOnFailure);
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
      return name + "(<NUMERIC>), " + name + "(<VECTOR>)";
    }
  }
}
