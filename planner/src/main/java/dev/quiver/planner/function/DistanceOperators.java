package dev.quiver.planner.function;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlValidator;

/**
 * The operators between two vectors. Each is another spelling of a function and is turned into that
 * before anything else happens, so a plan never holds one.
 *
 * <p>They bind tighter than comparisons (30) and looser than + (40), as PostgreSQL's "other"
 * operators do: {@code a <=> b < 0.5} needs no parentheses, {@code 1 - (a <=> b)} does.
 */
public final class DistanceOperators {
  private static final int PRECEDENCE = 36;

  public static final SqlBinaryOperator L2 = infix("<->", VectorFunctions.L2_DISTANCE);
  public static final SqlBinaryOperator COSINE = infix("<=>", VectorFunctions.COSINE_DISTANCE);
  public static final SqlBinaryOperator NEGATIVE_INNER_PRODUCT =
      infix("<#>", VectorFunctions.NEGATIVE_INNER_PRODUCT);
  public static final SqlBinaryOperator L1 = infix("<+>", VectorFunctions.L1_DISTANCE);
  public static final SqlBinaryOperator HAMMING = infix("<~>", VectorFunctions.HAMMING_DISTANCE);
  public static final SqlBinaryOperator JACCARD = infix("<%>", VectorFunctions.JACCARD_DISTANCE);

  private DistanceOperators() {}

  private static SqlBinaryOperator infix(String symbol, DistanceFunction function) {
    return new Infix(symbol, function);
  }

  private static final class Infix extends SqlBinaryOperator {
    private final DistanceFunction function;

    Infix(String symbol, DistanceFunction function) {
      super(
          symbol,
          SqlKind.OTHER,
          PRECEDENCE,
          true,
          ReturnTypes.DOUBLE_NULLABLE,
          InferTypes.FIRST_KNOWN,
          OperandTypes.ANY_ANY);
      this.function = function;
    }

    @Override
    public SqlNode rewriteCall(SqlValidator validator, SqlCall call) {
      return function.rewriteCall(
          validator, function.createCall(call.getParserPosition(), call.getOperandList()));
    }
  }
}
