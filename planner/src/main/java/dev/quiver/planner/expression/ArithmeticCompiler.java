package dev.quiver.planner.expression;

import dev.quiver.planner.expression.Arithmetic.Operation;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/** Tells arithmetic on numbers, on dates and intervals, and on vectors apart. */
final class ArithmeticCompiler {
  private ArithmeticCompiler() {}

  static Expression compile(RexCall call, DataType type) {
    Operation operation =
        switch (call.getKind()) {
          case PLUS, CHECKED_PLUS -> Operation.PLUS;
          case MINUS, CHECKED_MINUS -> Operation.MINUS;
          case TIMES, CHECKED_TIMES -> Operation.TIMES;
          case DIVIDE, CHECKED_DIVIDE -> Operation.DIVIDE;
          default -> Operation.MOD;
        };
    RexNode first = call.getOperands().get(0);
    RexNode second = call.getOperands().get(1);
    Expression left = ExpressionCompiler.compile(first);
    Expression right = ExpressionCompiler.compile(second);
    if (type instanceof VectorType vector) {
      return VectorArithmetic.of(operation, vector, left, right);
    }
    if (isDateTime(type)) {
      boolean swapped = Intervals.isInterval(first.getType());
      RexNode interval = swapped ? first : second;
      return new DateTimePlus(
          type,
          Casts.to(type, swapped ? right : left),
          swapped ? left : right,
          Intervals.isMonths(interval.getType()),
          operation == Operation.MINUS ? -1 : 1);
    }
    if (isDateTime(left.type()) && isDateTime(right.type())) {
      return new DateTimeDifference(left, right, Intervals.isMonths(call.getType()));
    }
    return new Arithmetic(operation, type, left, right);
  }

  private static boolean isDateTime(DataType type) {
    return type == SimpleType.DATE || type instanceof TimeType || type instanceof TimestampType;
  }
}
