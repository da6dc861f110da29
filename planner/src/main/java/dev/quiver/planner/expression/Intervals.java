package dev.quiver.planner.expression;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.math.BigDecimal;
import java.util.Objects;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.type.SqlTypeName;

/** Intervals: a BIGINT of months, or of milliseconds. */
final class Intervals {
  private Intervals() {}

  static boolean isInterval(RelDataType type) {
    return SqlTypeName.INTERVAL_TYPES.contains(type.getSqlTypeName());
  }

  static boolean isMonths(RelDataType type) {
    return SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName());
  }

  /**
   * A number of an interval's smallest field made an interval, or the other way round; an interval
   * made another of its kind stays the same number.
   */
  static Expression cast(RexCall call, DataType type) {
    RexNode operand = call.getOperands().get(0);
    boolean fromInterval = isInterval(operand.getType());
    if (fromInterval && isInterval(call.getType())) {
      return Casts.to(type, ExpressionCompiler.compile(operand));
    }
    RelDataType interval = fromInterval ? operand.getType() : call.getType();
    BigDecimal unit = smallestField(interval).multiplier;
    Expression value =
        new Arithmetic(
            fromInterval ? Arithmetic.Operation.DIVIDE : Arithmetic.Operation.TIMES,
            SimpleType.BIGINT,
            Casts.to(SimpleType.BIGINT, ExpressionCompiler.compile(operand)),
            Constant.literal(SimpleType.BIGINT, unit.longValue()));
    return Casts.to(type, value);
  }

  /** SECOND of DAY TO SECOND, DAY of DAY alone. */
  private static TimeUnit smallestField(RelDataType interval) {
    SqlIntervalQualifier qualifier =
        Objects.requireNonNull(interval.getIntervalQualifier(), "qualifier");
    TimeUnitRange fields = qualifier.timeUnitRange;
    return fields.endUnit == null ? fields.startUnit : fields.endUnit;
  }
}
