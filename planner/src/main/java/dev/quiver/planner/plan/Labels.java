package dev.quiver.planner.plan;

import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL calls a column of a result that was given no name. */
final class Labels {
  /** The label of what has no name of its own. */
  static final String NAMELESS = "?column?";

  /** Functions that are written like columns. */
  private static final Set<String> WITHOUT_PARENTHESES =
      Set.of(
          "CURRENT_CATALOG",
          "CURRENT_DATE",
          "CURRENT_ROLE",
          "CURRENT_SCHEMA",
          "CURRENT_TIME",
          "CURRENT_TIMESTAMP",
          "CURRENT_USER",
          "LOCALTIME",
          "LOCALTIMESTAMP",
          "SESSION_USER",
          "SYSTEM_USER",
          "USER");

  private Labels() {}

  /** Whether a name is a call. */
  static boolean isFunction(SqlIdentifier name) {
    return name.isSimple()
        && !name.isComponentQuoted(0)
        && WITHOUT_PARENTHESES.contains(name.getSimple().toUpperCase(Locale.ROOT));
  }

  /** The label of an item of a select list. */
  static String of(SqlNode item) {
    String label = name(item);
    if (label != null) {
      return label;
    }
    String weak = fallback(item);
    return weak == null ? NAMELESS : weak;
  }

  /** The name that an expression takes from a column or function, also through casts. */
  private static @Nullable String name(SqlNode node) {
    if (node instanceof SqlIdentifier identifier) {
      String name = identifier.isStar() ? null : Util.last(identifier.names);
      return name != null && isFunction(identifier) ? name.toLowerCase(Locale.ROOT) : name;
    }
    if (node instanceof SqlCase choice) {
      SqlNode otherwise = choice.getElseOperand();
      return otherwise == null ? null : name(otherwise);
    }
    if (node instanceof SqlSelect select) {
      return select.getSelectList().size() == 1 ? name(select.getSelectList().get(0)) : null;
    }
    return node instanceof SqlCall call ? nameOfCall(call) : null;
  }

  private static @Nullable String nameOfCall(SqlCall call) {
    return switch (call.getKind()) {
      case AS -> ((SqlIdentifier) call.operand(1)).getSimple();
      case CAST, SAFE_CAST, ITEM, FILTER, OVER, WITHIN_GROUP, ORDER_BY, WITH ->
          name(call.operand(call.getKind() == SqlKind.WITH ? 1 : 0));
      case DOT -> name(call.operand(1));
      case EXISTS -> "exists";
      case ROW -> "row";
      case ARRAY_VALUE_CONSTRUCTOR, ARRAY_QUERY_CONSTRUCTOR -> "array";
      default -> call.getOperator() instanceof SqlFunction function ? called(function) : null;
    };
  }

  private static String called(SqlFunction function) {
    String name = function.getName();
    return (name.startsWith("{fn ") ? name.substring(4, name.length() - 1) : name)
        .toLowerCase(Locale.ROOT);
  }

  /** What to call an expression that has no name by its kind. */
  private static @Nullable String fallback(SqlNode node) {
    if (node instanceof SqlCase) {
      return "case";
    }
    if (node instanceof SqlSelect select) {
      return select.getSelectList().size() == 1 ? fallback(select.getSelectList().get(0)) : null;
    }
    if (node instanceof SqlUnknownLiteral literal) {
      return literal.tag.toLowerCase(Locale.ROOT);
    }
    if (node instanceof SqlLiteral literal) {
      return switch (literal.getTypeName()) {
        case DATE, TIME, TIMESTAMP -> literal.getTypeName().getName().toLowerCase(Locale.ROOT);
        default -> literal instanceof SqlIntervalLiteral ? "interval" : null;
      };
    }
    return node instanceof SqlCall call
            && (call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST)
        ? type(call.operand(1))
        : null;
  }

  private static @Nullable String type(SqlNode type) {
    if (!(type instanceof SqlDataTypeSpec spec)) {
      return null;
    }
    SqlTypeNameSpec name = spec.getTypeNameSpec();
    return Util.last(name.getTypeName().names).toLowerCase(Locale.ROOT);
  }
}
