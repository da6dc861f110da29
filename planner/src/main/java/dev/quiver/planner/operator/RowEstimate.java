package dev.quiver.planner.operator;

import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.Fragment;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of a fragment will satisfy conditions, guessed from its statistics: values spread
 * evenly between least and greatest, conditions independent of each other. Only ever shown or used
 * to choose between ways to the same answer.
 */
final class RowEstimate {
  private static final double EQUAL = 0.1;
  private static final double OTHER = 0.3;

  private final Fragment fragment;
  private final int[] fieldIds;

  /**
   * @param fieldIds of what the conditions' input references stand for
   */
  RowEstimate(Fragment fragment, int[] fieldIds) {
    this.fragment = fragment;
    this.fieldIds = fieldIds;
  }

  double rows(List<RexNode> conditions) {
    double share = 1;
    for (RexNode condition : conditions) {
      share *= share(condition);
    }
    return fragment.liveRows() * share;
  }

  private double share(RexNode given) {
    RexNode node =
        given.getKind() == SqlKind.SEARCH
            ? RexUtil.expandSearch(new RexBuilder(QuiverTypeFactory.INSTANCE), null, given)
            : given;
    if (node.isAlwaysTrue()) {
      return 1;
    }
    if (!(node instanceof RexCall call)) {
      return node.isAlwaysFalse() ? 0 : OTHER;
    }
    List<RexNode> operands = call.getOperands();
    return switch (call.getKind()) {
      case AND -> operands.stream().mapToDouble(this::share).reduce(1, (a, b) -> a * b);
      case OR -> 1 - operands.stream().mapToDouble(o -> 1 - share(o)).reduce(1, (a, b) -> a * b);
      case NOT -> 1 - share(operands.get(0));
      case IS_NULL -> nulls(operands.get(0));
      case IS_NOT_NULL -> 1 - nulls(operands.get(0));
      case EQUALS -> equal(operands);
      case NOT_EQUALS -> 1 - equal(operands);
      case LESS_THAN, LESS_THAN_OR_EQUAL -> below(operands.get(0), operands.get(1));
      case GREATER_THAN, GREATER_THAN_OR_EQUAL -> below(operands.get(1), operands.get(0));
      default -> OTHER;
    };
  }

  private Optional<ColumnStatistics> statistics(RexNode node) {
    return node instanceof RexInputRef reference && reference.getIndex() < fieldIds.length
        ? fragment.statistics(fieldIds[reference.getIndex()])
        : Optional.empty();
  }

  private double nulls(RexNode node) {
    return statistics(node)
        .map(s -> Math.min(1, (double) s.nullCount() / Math.max(1, fragment.physicalRows())))
        .orElse(EQUAL);
  }

  /** Of whole numbers no more than there are between the least and the greatest. */
  private double equal(List<RexNode> operands) {
    RexNode column = operands.get(operands.get(0) instanceof RexInputRef ? 0 : 1);
    return statistics(column)
        .map(
            s ->
                isWhole(s.min()) && isWhole(s.max())
                    ? 1 / (number(s.max()) - number(s.min()) + 1)
                    : EQUAL)
        .orElse(EQUAL);
  }

  private double below(RexNode smaller, RexNode greater) {
    boolean columnFirst = smaller instanceof RexInputRef;
    Optional<ColumnStatistics> known = statistics(columnFirst ? smaller : greater);
    Double bound = literal(columnFirst ? greater : smaller);
    if (known.isEmpty()
        || bound == null
        || !isNumber(known.get().min())
        || !isNumber(known.get().max())) {
      return OTHER;
    }
    double min = number(known.get().min());
    double max = number(known.get().max());
    double below = max == min ? (bound > min ? 1 : 0) : (bound - min) / (max - min);
    double clipped = Math.max(0, Math.min(1, below));
    return columnFirst ? clipped : 1 - clipped;
  }

  private static @Nullable Double literal(RexNode node) {
    return node instanceof RexLiteral literal && literal.getValue() instanceof Number number
        ? (Double) number.doubleValue()
        : null;
  }

  private static boolean isNumber(@Nullable Object value) {
    return value instanceof Number;
  }

  private static boolean isWhole(@Nullable Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
