package dev.quiver.planner.rewrite;

import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * A condition {@code distance < limit} or {@code distance <= limit}, however it is turned.
 *
 * @param excluded whether the limit itself is too far
 */
record DistanceBound(RexNode limit, boolean excluded) {

  /** The bound that a condition sets on a distance; null if it sets none. */
  static @Nullable DistanceBound of(RexNode condition, DistanceKey key) {
    Comparison comparison = Comparison.of(condition);
    return comparison != null
            && key.isSameDistance(comparison.smaller)
            && DistanceKey.isNumber(comparison.greater)
        ? new DistanceBound(comparison.greater, comparison.strict)
        : null;
  }

  /** {@code smaller < greater}, or {@code <=} if not strict. */
  record Comparison(RexNode smaller, RexNode greater, boolean strict) {
    static @Nullable Comparison of(RexNode condition) {
      boolean negated = condition.getKind() == SqlKind.NOT;
      RexNode inner = negated ? ((RexCall) condition).getOperands().get(0) : condition;
      if (!(inner instanceof RexCall call) || call.getOperands().size() != 2) {
        return null;
      }
      RexNode left = call.getOperands().get(0);
      RexNode right = call.getOperands().get(1);
      SqlKind kind = negated ? call.getKind().negateNullSafe() : call.getKind();
      return switch (kind) {
        case LESS_THAN -> new Comparison(left, right, true);
        case LESS_THAN_OR_EQUAL -> new Comparison(left, right, false);
        case GREATER_THAN -> new Comparison(right, left, true);
        case GREATER_THAN_OR_EQUAL -> new Comparison(right, left, false);
        default -> null;
      };
    }
  }
}
