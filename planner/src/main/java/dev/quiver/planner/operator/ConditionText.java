package dev.quiver.planner.operator;

import dev.quiver.planner.function.JoinKeyOperators;
import dev.quiver.planner.type.QuiverTypeFactory;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlPostfixOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** Conditions as the SQL that a reader would write, for EXPLAIN; long literals are cut. */
final class ConditionText {
  private static final int SHOWN_CHARACTERS = 40;

  private final List<String> columns;

  /**
   * @param columns what input references stand for
   */
  ConditionText(List<String> columns) {
    this.columns = columns;
  }

  /** All the conditions, joined by AND. */
  String all(List<RexNode> conditions) {
    return conditions.stream()
        .map(condition -> operand(condition, SqlKind.AND))
        .collect(Collectors.joining(" AND "));
  }

  String of(RexNode given) {
    RexNode node =
        given.getKind() == SqlKind.SEARCH
            ? RexUtil.expandSearch(new RexBuilder(QuiverTypeFactory.INSTANCE), null, given)
            : given;
    if (node instanceof RexInputRef reference) {
      return reference.getIndex() < columns.size()
          ? columns.get(reference.getIndex())
          : node.toString();
    }
    if (node instanceof RexDynamicParam) {
      return "?";
    }
    if (node instanceof RexLiteral literal) {
      return literal(literal);
    }
    return node instanceof RexCall call ? call(call) : node.toString();
  }

  private static String literal(RexLiteral literal) {
    if (literal.isNull()) {
      return "NULL";
    }
    String text = String.valueOf(literal.getValue2());
    return switch (literal.getType().getSqlTypeName()) {
      case CHAR, VARCHAR -> {
        String value = String.valueOf(literal.getValueAs(String.class));
        yield "'" + cut(value).replace("'", "''") + "'";
      }
      case DATE, TIME, TIMESTAMP ->
          literal.getType().getSqlTypeName() + " '" + literal.getValue() + "'";
      case BOOLEAN -> text.toUpperCase(java.util.Locale.ROOT);
      default ->
          literal.getType().getSqlTypeName().getFamily() == SqlTypeFamily.NUMERIC
              ? String.valueOf(literal.getValue())
              : literal.toString();
    };
  }

  private static String cut(String text) {
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }

  private String call(RexCall call) {
    List<RexNode> operands = call.getOperands();
    String name = call.getOperator().getName();
    if (JoinKeyOperators.isHolds(call)) {
      String key =
          JoinKeyOperators.key(call).stream()
              .map(this::of)
              .collect(Collectors.joining(", ", "(", ")"));
      return key + " among the join's keys";
    }
    if (call.getKind() == SqlKind.CAST) {
      return "CAST(" + of(operands.get(0)) + " AS " + call.getType() + ")";
    }
    if (call.getKind() == SqlKind.CASE) {
      return caseText(operands);
    }
    if (call.getOperator() instanceof SqlLikeOperator && operands.size() == 2
        || call.getOperator() instanceof SqlBinaryOperator) {
      return operands.stream()
          .map(operand -> operand(operand, call.getKind()))
          .collect(Collectors.joining(" " + name + " "));
    }
    if (call.getOperator() instanceof SqlPostfixOperator) {
      return operand(operands.get(0), call.getKind()) + " " + name;
    }
    if (call.getOperator() instanceof SqlPrefixOperator) {
      String space = call.getKind() == SqlKind.NOT ? " " : "";
      return name + space + operand(operands.get(0), call.getKind());
    }
    return name + operands.stream().map(this::of).collect(Collectors.joining(", ", "(", ")"));
  }

  private String caseText(List<RexNode> operands) {
    StringBuilder text = new StringBuilder("CASE");
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      text.append(" WHEN ").append(of(operands.get(i)));
      text.append(" THEN ").append(of(operands.get(i + 1)));
    }
    return text.append(" ELSE ").append(of(operands.get(operands.size() - 1))) + " END";
  }

  /** In parentheses where the text would be read in another way. */
  private String operand(RexNode node, SqlKind above) {
    boolean bare =
        !(node instanceof RexCall call)
            || !(call.getOperator() instanceof SqlBinaryOperator
                || call.getKind() == SqlKind.SEARCH)
            || above == SqlKind.AND && node.getKind() != SqlKind.OR && !isWideSearch(node)
            || above == SqlKind.OR && node.getKind() != SqlKind.AND;
    return bare ? of(node) : "(" + of(node) + ")";
  }

  private static boolean isWideSearch(RexNode node) {
    return node.getKind() == SqlKind.SEARCH
        && RexUtil.expandSearch(new RexBuilder(QuiverTypeFactory.INSTANCE), null, node).getKind()
            == SqlKind.OR;
  }
}
