package dev.quiver.planner.parser;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import dev.quiver.planner.ast.CopyFrom;
import dev.quiver.planner.ast.CopyTo;
import dev.quiver.planner.ast.CreateIndex;
import dev.quiver.planner.ast.Dml;
import dev.quiver.planner.ast.Merge;
import dev.quiver.planner.ast.OnConflict;
import dev.quiver.planner.ast.Query;
import dev.quiver.planner.ast.SetOption;
import dev.quiver.planner.ast.Statement;
import dev.quiver.planner.ast.StatementNode;
import dev.quiver.planner.ast.Vacuum;
import dev.quiver.planner.ast.VersionedName;
import dev.quiver.planner.ast.VersionedTableIdentifier;
import dev.quiver.planner.function.VectorFunctions;
import dev.quiver.planner.function.VectorLiterals;
import dev.quiver.planner.type.NamedSqlType;
import dev.quiver.planner.type.NamedTypeNameSpec;
import dev.quiver.planner.type.VectorSqlType;
import dev.quiver.planner.type.VectorTypeNameSpec;
import dev.quiver.storage.Retention;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.type.VectorType;
import dev.quiver.storage.type.VectorType.Element;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSetOption;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.apache.calcite.sql.parser.SqlParserUtil.ToTreeListItem;
import org.jspecify.annotations.Nullable;

/**
 * What the grammar does once it has recognised something; public only for the generated parser.
 *
 * <p>A QuiverException thrown here comes out of the parser as it is.
 */
public final class GrammarActions {
  private GrammarActions() {}

  public static QuiverException notSupported(String construct, SqlParserPos position) {
    return new QuiverException(ErrorCode.NOT_SUPPORTED, construct).at(at(position));
  }

  /** The statement that a tree is, whether Calcite's or ours. */
  public static Statement statement(SqlNode node) {
    if (node instanceof StatementNode own) {
      return own.statement();
    }
    if (node instanceof SqlInsert) {
      return insert(node, null);
    }
    if (node instanceof SqlDelete delete) {
      return new Dml.Delete(delete);
    }
    if (node instanceof SqlUpdate update) {
      return new Dml.Update(update);
    }
    if (node instanceof SqlSetOption option) {
      return setOption(option);
    }
    if (node.isA(SqlKind.QUERY)) {
      VersionAliases.addTo(node);
      return new Query(node);
    }
    throw notSupported(node.getKind().name().replace('_', ' '), node.getParserPosition());
  }

  public static Statement insert(SqlNode node, @Nullable OnConflict conflict) {
    SqlInsert insert = (SqlInsert) node;
    if (insert.isUpsert()) {
      throw notSupported("UPSERT", node.getParserPosition());
    }
    VersionAliases.addTo(insert.getSource());
    return new Dml.Insert(insert, conflict);
  }

  public static OnConflict onConflict(
      SqlParserPos position,
      @Nullable SqlNodeList key,
      @Nullable SqlNodeList columns,
      @Nullable SqlNodeList values,
      @Nullable SqlNode condition) {
    OnConflict.Assignments update =
        columns == null || values == null
            ? null
            : new OnConflict.Assignments(identifiers(columns), values.getList(), condition);
    return new OnConflict(position, key == null ? List.of() : identifiers(key), update);
  }

  private static List<SqlIdentifier> identifiers(SqlNodeList nodes) {
    return nodes.stream().map(SqlIdentifier.class::cast).toList();
  }

  public static Statement merge(
      SqlIdentifier table,
      @Nullable SqlIdentifier alias,
      SqlNode source,
      SqlNode condition,
      List<Merge.Clause> clauses) {
    SqlNode named = VersionAliases.aliased(source);
    VersionAliases.addTo(named);
    return new Merge(table, alias, named, condition, clauses);
  }

  public static void addClause(
      List<Merge.Clause> clauses,
      boolean matched,
      @Nullable SqlNode condition,
      Merge.Action action,
      SqlParserPos position) {
    boolean changesRow = action instanceof Merge.Update || action instanceof Merge.Delete;
    if (matched ? action instanceof Merge.Insert : changesRow) {
      throw new QuiverException(
              ErrorCode.SYNTAX,
              matched
                  ? "WHEN MATCHED can UPDATE, DELETE or DO NOTHING, not INSERT"
                  : "WHEN NOT MATCHED can INSERT or DO NOTHING, not UPDATE or DELETE")
          .at(at(position));
    }
    clauses.add(new Merge.Clause(matched, condition, action));
  }

  private static SetOption setOption(SqlSetOption option) {
    if (option.getScope() != null) {
      throw notSupported("ALTER " + option.getScope(), option.getParserPosition());
    }
    SqlNode value = option.getValue();
    return new SetOption(
        option.name().toString(), value == null ? null : String.valueOf(optionValue(value)));
  }

  public static Statement vacuum(
      @Nullable SqlIdentifier table, @Nullable SqlNode versions, @Nullable SqlNode age) {
    if (versions != null) {
      return new Vacuum(table, Retention.lastVersions(count((SqlLiteral) versions)));
    }
    return new Vacuum(
        table, age == null ? Retention.DEFAULT : Retention.youngerThan(age((SqlLiteral) age)));
  }

  private static long count(SqlLiteral literal) {
    BigDecimal count = literal.bigDecimalValue();
    try {
      long whole = count == null ? 0 : count.longValueExact();
      if (whole > 0) {
        return whole;
      }
    } catch (ArithmeticException e) {
      throw badRetention(literal);
    }
    throw badRetention(literal);
  }

  private static QuiverException badRetention(SqlLiteral literal) {
    return new QuiverException(
            ErrorCode.INVALID_QUERY, "RETAIN needs a number of versions from 1, not " + literal)
        .at(at(literal.getParserPosition()));
  }

  private static Duration age(SqlLiteral literal) {
    SqlIntervalLiteral.IntervalValue interval =
        literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
    SqlIntervalQualifier unit = interval.getIntervalQualifier();
    try {
      if (unit.isYearMonth() || interval.getSign() < 0) {
        throw badAge(literal); // A month is no length of time, and text leaves out the sign.
      }
      Duration age = Duration.ofMillis(SqlParserUtil.intervalToMillis(interval));
      if (!age.isNegative()) {
        return age;
      }
    } catch (ArithmeticException | CalciteException e) {
      throw badAge(literal);
    }
    throw badAge(literal);
  }

  private static QuiverException badAge(SqlLiteral literal) {
    return new QuiverException(
            ErrorCode.INVALID_QUERY,
            "OLDER THAN needs an interval of days or less, from 0, not " + literal)
        .at(at(literal.getParserPosition()));
  }

  public static Statement copy(
      boolean from,
      SqlNode source,
      @Nullable SqlNodeList columns,
      String file,
      Map<String, Object> options) {
    if (from) {
      List<SqlIdentifier> names =
          columns == null ? List.of() : columns.stream().map(SqlIdentifier.class::cast).toList();
      return new CopyFrom((SqlIdentifier) source, names, file, options);
    }
    SqlNode query = source instanceof SqlIdentifier table ? selectFrom(table, columns) : source;
    VersionAliases.addTo(query);
    return new CopyTo(query, file, options);
  }

  private static SqlNode selectFrom(SqlIdentifier table, @Nullable SqlNodeList columns) {
    SqlParserPos position = table.getParserPosition();
    SqlNodeList list =
        columns == null
            ? new SqlNodeList(List.of(SqlIdentifier.star(position)), position)
            : columns;
    return new SqlSelect(
        position, null, list, table, null, null, null, null, null, null, null, null, null);
  }

  public static Statement createIndex(
      @Nullable SqlIdentifier name,
      SqlIdentifier table,
      SqlNodeList columns,
      CreateIndex.Kind kind) {
    return new CreateIndex(
        name, table, columns.stream().map(SqlIdentifier.class::cast).toList(), kind);
  }

  /** Likewise, and takes down where its name stands. */
  public static void addOption(
      Map<String, Object> options,
      Map<String, SqlIdentifier> nodes,
      SqlIdentifier name,
      SqlNode value) {
    addOption(options, name, value);
    nodes.put(name.getSimple().toLowerCase(Locale.ROOT), name);
  }

  public static void addOption(Map<String, Object> options, SqlIdentifier name, SqlNode value) {
    String key = name.getSimple().toLowerCase(Locale.ROOT);
    if (options.put(key, optionValue(value)) != null) {
      throw new QuiverException(ErrorCode.SYNTAX, "option " + key + " is given twice")
          .at(at(name.getParserPosition()));
    }
  }

  private static Object optionValue(SqlNode value) {
    if (value instanceof SqlLiteral literal) {
      Object plain =
          switch (literal.getTypeName()) {
            case BOOLEAN -> literal.booleanValue();
            case DECIMAL, DOUBLE -> literal.getValueAs(BigDecimal.class);
            case CHAR -> literal.getValueAs(String.class);
            default -> null;
          };
      if (plain == null) {
        throw notSupported("option value " + value, value.getParserPosition());
      }
      return plain;
    }
    return value.toString();
  }

  public static SqlTypeNameSpec vectorType(int dimension, String element, SqlParserPos position) {
    if (dimension != VectorSqlType.ANY_DIMENSION
        && (dimension < 1 || dimension > VectorType.MAX_DIMENSION)) {
      throw new QuiverException(
              ErrorCode.VALUE_OUT_OF_RANGE,
              "VECTOR(" + dimension + ")",
              dimension,
              "a dimension from 1 to " + VectorType.MAX_DIMENSION)
          .at(at(position));
    }
    Element parsed =
        switch (element.toUpperCase(Locale.ROOT)) {
          case "FLOAT32", "FLOAT", "REAL" -> Element.FLOAT32;
          case "BIT" -> Element.BIT;
          case "FLOAT16", "INT8" ->
              throw notSupported(
                  "VECTOR(" + dimension + ", " + element.toUpperCase(Locale.ROOT) + ")", position);
          default ->
              throw new QuiverException(
                      ErrorCode.SYNTAX,
                      "unknown vector element "
                          + element
                          + "; expected FLOAT32, FLOAT16, INT8 or BIT")
                  .at(at(position));
        };
    return new VectorTypeNameSpec(dimension, parsed, position);
  }

  public static SqlTypeNameSpec jsonType(SqlParserPos position) {
    return new NamedTypeNameSpec(NamedSqlType.Name.JSON, position);
  }

  public static SqlTypeNameSpec blobType(SqlParserPos position) {
    return new NamedTypeNameSpec(NamedSqlType.Name.BLOB, position);
  }

  public static SqlNode vectorLiteral(String text, SqlParserPos position) {
    return VectorLiterals.fromText(text, position);
  }

  public static SqlNode vectorDistance(
      SqlNode left, SqlNode right, String metric, SqlParserPos position) {
    try {
      return VectorFunctions.byMetricName(metric).createCall(position, left, right);
    } catch (QuiverException e) {
      throw e.at(at(position));
    }
  }

  /** {@code a + b::T}: the cast takes the last operand, with the [i] and .x that belong to it. */
  public static void castLast(List<Object> list, SqlDataTypeSpec type, SqlParserPos position) {
    int start = list.size() - 1;
    while (start >= 2
        && list.get(start - 1) instanceof ToTreeListItem item
        && (item.getOperator() == SqlStdOperatorTable.ITEM
            || item.getOperator() == SqlStdOperatorTable.DOT)) {
      start -= 2;
    }
    SqlNode operand = (SqlNode) list.get(start);
    for (int i = start + 1; i < list.size(); i += 2) {
      SqlOperator operator = ((ToTreeListItem) list.get(i)).getOperator();
      operand = operator.createCall(position, operand, (SqlNode) list.get(i + 1));
    }
    list.subList(start, list.size()).clear();
    list.add(SqlStdOperatorTable.CAST.createCall(position, operand, type));
  }

  /** A table's name with or without a version. */
  public static SqlIdentifier tableName(
      List<String> names, List<SqlParserPos> positions, @Nullable VersionPoint point) {
    SqlParserPos position = SqlParserPos.sum(positions);
    for (String name : names) {
      if (name.indexOf(VersionedName.SEPARATOR) >= 0) {
        throw new QuiverException(ErrorCode.SYNTAX, "a table name holds a control character")
            .at(at(position));
      }
    }
    SqlIdentifier table = new SqlIdentifier(names, null, position, positions);
    return point == null ? table : new VersionedTableIdentifier(table, point);
  }

  public static VersionPoint versionNumber(String digits, SqlParserPos position) {
    try {
      return new VersionPoint.Version(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      throw QuiverException.causedBy(
              e, ErrorCode.VALUE_OUT_OF_RANGE, "AS OF VERSION", digits, "BIGINT")
          .at(at(position));
    }
  }

  public static VersionPoint timestamp(String text, SqlParserPos position) {
    return new VersionPoint.Timestamp(TimestampText.parse(text, at(position)));
  }

  /** FOR SYSTEM_TIME AS OF takes any expression by the grammar; only a literal names a version. */
  public static VersionPoint systemTime(SqlNode time) {
    if (time instanceof SqlLiteral literal
        && (literal.getTypeName() == org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP
            || literal.getTypeName() == org.apache.calcite.sql.type.SqlTypeName.UNKNOWN)) {
      return timestamp(literal.toValue(), time.getParserPosition());
    }
    throw notSupported(
        "FOR SYSTEM_TIME AS OF anything but a TIMESTAMP literal", time.getParserPosition());
  }

  static TextPosition at(SqlParserPos position) {
    return new TextPosition(
        Math.max(1, position.getLineNum()), Math.max(1, position.getColumnNum()));
  }
}
