package dev.quiver.planner.plan;

import dev.quiver.planner.type.QuiverTypeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.CompositeOperandTypeChecker;
import org.apache.calcite.sql.type.ImplicitCastOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * The type of a parameter by what its function takes, as PostgreSQL has it: text where text will
 * do, else DOUBLE among the numbers, TIMESTAMP among the times.
 */
final class ParameterTypes {
  private static final QuiverTypeFactory FACTORY = QuiverTypeFactory.INSTANCE;

  /** Room on both sides of the point for a number of which nothing else is known. */
  private static final int SCALE = 10;

  /** What the functions take whose own description does not tell. */
  private static final Map<String, List<SqlTypeFamily>> UNTOLD =
      Map.of(
          "SUBSTRING",
          List.of(SqlTypeFamily.CHARACTER, SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER),
          "ROUND",
          List.of(SqlTypeFamily.NUMERIC, SqlTypeFamily.INTEGER),
          "TRUNCATE",
          List.of(SqlTypeFamily.NUMERIC, SqlTypeFamily.INTEGER),
          "-",
          List.of(SqlTypeFamily.NUMERIC, SqlTypeFamily.NUMERIC),
          "FILTER",
          List.of(SqlTypeFamily.ANY, SqlTypeFamily.BOOLEAN),
          "SUM",
          List.of(SqlTypeFamily.NUMERIC),
          "AVG",
          List.of(SqlTypeFamily.NUMERIC),
          "DATE_TRUNC",
          List.of(SqlTypeFamily.TIMESTAMP));

  private ParameterTypes() {}

  /** What a parameter is of which nothing is known. */
  static RelDataType text() {
    return nullable(FACTORY.createSqlType(SqlTypeName.VARCHAR));
  }

  /** Whether a type says what values a parameter can have; no parameter is an interval. */
  static boolean isTelling(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case UNKNOWN, ANY, NULL, SYMBOL, CURSOR, ROW -> false;
      default -> !SqlTypeUtil.isInterval(type);
    };
  }

  /** The type of an argument by its place alone; null if any type will do there. */
  static @Nullable RelDataType ofArgument(SqlOperator operator, int argument, int arguments) {
    List<SqlTypeFamily> families = new ArrayList<>();
    List<SqlTypeFamily> known = UNTOLD.get(operator.getName());
    if (known == null) {
      addFamilies(operator.getOperandTypeChecker(), argument, arguments, families);
    } else if (argument < known.size()) {
      families.add(known.get(argument));
    }
    if (families.contains(SqlTypeFamily.STRING) || families.contains(SqlTypeFamily.CHARACTER)) {
      return text();
    }
    for (SqlTypeFamily family : families) {
      RelDataType type = ofFamily(family);
      if (type != null) {
        return nullable(type);
      }
    }
    return null;
  }

  private static void addFamilies(
      @Nullable SqlOperandTypeChecker checker,
      int argument,
      int arguments,
      List<SqlTypeFamily> families) {
    if (checker instanceof CompositeOperandTypeChecker composite) {
      List<? extends SqlOperandTypeChecker> rules = composite.getRules();
      boolean oneEach =
          arguments > 1
              && rules.size() == arguments
              && !takes(composite, 1)
              && rules.stream().noneMatch(rule -> takes(rule, arguments));
      if (oneEach) {
        addFamilies(rules.get(argument), 0, 1, families);
      } else {
        rules.forEach(rule -> addFamilies(rule, argument, arguments, families));
      }
    } else if (checker instanceof ImplicitCastOperandTypeChecker byFamily
        && takes(checker, arguments)) {
      families.add(byFamily.getOperandSqlTypeFamily(argument));
    }
  }

  private static boolean takes(SqlOperandTypeChecker checker, int arguments) {
    return checker.getOperandCountRange().isValidCount(arguments);
  }

  private static @Nullable RelDataType ofFamily(SqlTypeFamily family) {
    return switch (family) {
      case NUMERIC, APPROXIMATE_NUMERIC -> FACTORY.createSqlType(SqlTypeName.DOUBLE);
      case EXACT_NUMERIC, DECIMAL ->
          FACTORY.createSqlType(
              SqlTypeName.DECIMAL, FACTORY.getTypeSystem().getMaxNumericPrecision(), SCALE);
      case INTEGER, UNSIGNED_NUMERIC -> FACTORY.createSqlType(SqlTypeName.INTEGER);
      case DATETIME, TIMESTAMP -> timestamp();
      case DATE -> FACTORY.createSqlType(SqlTypeName.DATE);
      case TIME -> FACTORY.createSqlType(SqlTypeName.TIME);
      case BOOLEAN -> FACTORY.createSqlType(SqlTypeName.BOOLEAN);
      case BINARY -> FACTORY.createSqlType(SqlTypeName.VARBINARY);
      case UUID -> FACTORY.createSqlType(SqlTypeName.UUID);
      default -> null;
    };
  }

  /** What an interval can be added to or taken from. */
  static RelDataType timestamp() {
    return nullable(FACTORY.createSqlType(SqlTypeName.TIMESTAMP));
  }

  private static RelDataType nullable(RelDataType type) {
    return FACTORY.createTypeWithNullability(type, true);
  }
}
