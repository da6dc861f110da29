package dev.quiver.planner.rewrite;

import dev.quiver.functions.distance.Metric;
import dev.quiver.planner.function.DistanceFunction;
import dev.quiver.planner.type.VectorSqlType;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * A distance between a column and a constant vector, and how an expression over it grows.
 *
 * @param column a position in the table's row type
 * @param query the vector; constant in one run
 * @param call the call that was recognised
 * @param nearestFirst whether ascending order of the expression puts the nearest first
 */
record DistanceKey(Metric metric, int column, RexNode query, RexCall call, boolean nearestFirst) {

  /** A call of a distance or similarity function. */
  static Optional<DistanceKey> ofCall(RexNode node) {
    if (!(node instanceof RexCall call)
        || !(call.getOperator() instanceof DistanceFunction function)) {
      return Optional.empty();
    }
    RexNode left = withoutCast(call.getOperands().get(0));
    RexNode right = withoutCast(call.getOperands().get(1));
    boolean swapped = !(left instanceof RexInputRef);
    RexNode column = swapped ? right : left;
    RexNode query = swapped ? left : right;
    return column instanceof RexInputRef reference && isConstant(query)
        ? Optional.of(
            new DistanceKey(
                function.metric(), reference.getIndex(), query, call, !function.isSimilarity()))
        : Optional.empty();
  }

  /**
   * An expression that grows or shrinks strictly with a distance: plus, minus, times and divided by
   * constants, with its sign turned, cast to another floating type.
   */
  static Optional<DistanceKey> ofMonotone(RexNode node) {
    Optional<DistanceKey> plain = ofCall(node);
    if (plain.isPresent() || !(node instanceof RexCall call)) {
      return plain;
    }
    return switch (call.getKind()) {
      case CAST ->
          SqlTypeUtil.isApproximateNumeric(call.getType())
              ? ofMonotone(call.getOperands().get(0))
              : Optional.empty();
      case MINUS_PREFIX -> ofMonotone(call.getOperands().get(0)).map(DistanceKey::turned);
      case PLUS, MINUS -> ofSum(call);
      case TIMES, DIVIDE -> ofProduct(call);
      default -> Optional.empty();
    };
  }

  private static Optional<DistanceKey> ofSum(RexCall call) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    if (isNumber(right)) {
      return ofMonotone(left);
    }
    if (!isNumber(left)) {
      return Optional.empty();
    }
    Optional<DistanceKey> key = ofMonotone(right);
    return call.getKind() == org.apache.calcite.sql.SqlKind.PLUS
        ? key
        : key.map(DistanceKey::turned);
  }

  private static Optional<DistanceKey> ofProduct(RexCall call) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    boolean times = call.getKind() == org.apache.calcite.sql.SqlKind.TIMES;
    int sign = sign(right);
    RexNode varying = left;
    if (sign == 0 && times) {
      sign = sign(left);
      varying = right;
    }
    if (sign == 0) {
      return Optional.empty();
    }
    Optional<DistanceKey> key = ofMonotone(varying);
    return sign > 0 ? key : key.map(DistanceKey::turned);
  }

  private DistanceKey turned() {
    return new DistanceKey(metric, column, query, call, !nearestFirst);
  }

  /** Whether a call computes the very distance, so that its value can be taken from the search. */
  boolean isSameDistance(RexNode node) {
    return node instanceof RexCall other
        && other.getOperator() instanceof DistanceFunction function
        && !function.isSimilarity()
        && ofCall(other)
            .filter(k -> k.metric == metric && k.column == column && k.query.equals(query))
            .isPresent();
  }

  /** A number that is one and the same for all rows. */
  static boolean isNumber(RexNode node) {
    return SqlTypeUtil.isNumeric(node.getType())
        && !(node instanceof RexLiteral literal && literal.isNull())
        && isConstant(node);
  }

  /** 1 or -1; 0 if the sign is not known before running, or the number is zero. */
  private static int sign(RexNode node) {
    if (node instanceof RexLiteral literal && literal.getValue() instanceof BigDecimal number) {
      return number.signum();
    }
    if (node instanceof RexLiteral literal && literal.getValue() instanceof Double number) {
      return (int) Math.signum(number);
    }
    if (node instanceof RexCall call) {
      return switch (call.getKind()) {
        case CAST ->
            SqlTypeUtil.isApproximateNumeric(call.getType()) ? sign(call.getOperands().get(0)) : 0;
        case MINUS_PREFIX -> -sign(call.getOperands().get(0));
        default -> 0;
      };
    }
    return 0;
  }

  private static RexNode withoutCast(RexNode node) {
    if (node instanceof RexCall call
        && call.getKind() == org.apache.calcite.sql.SqlKind.CAST
        && call.getType() instanceof VectorSqlType to
        && call.getOperands().get(0).getType() instanceof VectorSqlType from
        && from.dimension() == to.dimension()
        && from.element() == to.element()) {
      return withoutCast(call.getOperands().get(0));
    }
    return node;
  }

  /**
   * No column of this query's tables, nothing random, no subquery. A column of an enclosing query
   * is constant too: each of its rows is a run.
   */
  static boolean isConstant(RexNode node) {
    if (node instanceof RexLiteral || node instanceof RexDynamicParam) {
      return true;
    }
    if (!RexUtil.isDeterministic(node) || RexUtil.SubQueryFinder.find(node) != null) {
      return false;
    }
    boolean[] constant = {true};
    node.accept(
        new RexVisitorImpl<@Nullable Void>(true) {
          @Override
          public @Nullable Void visitInputRef(RexInputRef reference) {
            constant[0] = false;
            return null;
          }

          @Override
          public @Nullable Void visitCorrelVariable(RexCorrelVariable variable) {
            return null;
          }
        });
    return constant[0];
  }
}
