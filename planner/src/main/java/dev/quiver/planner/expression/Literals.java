package dev.quiver.planner.expression;

import dev.quiver.storage.type.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Calcite's literals as values of our columns. */
public final class Literals {
  private static final String WHAT = "literal";

  private Literals() {}

  /** The value of a literal in the class that a column of the type gives. */
  public static @Nullable Object value(RexLiteral literal, DataType type) {
    if (literal.isNull()) {
      return null;
    }
    Object value =
        switch (literal.getType().getSqlTypeName()) {
          case DATE -> literal.getValueAs(DateString.class);
          case TIME -> literal.getValueAs(TimeString.class);
          case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
              literal.getValueAs(TimestampString.class);
          default -> literal.getValue();
        };
    return value(value, type);
  }

  /** The value of one bound of a search argument, or of a literal. */
  static @Nullable Object value(@Nullable Object value, DataType type) {
    return value == null ? null : Conversions.convert(plain(value), type, WHAT);
  }

  private static Object plain(Object value) {
    if (value instanceof NlsString text) {
      return text.getValue();
    }
    if (value instanceof ByteString bytes) {
      return bytes.getBytes();
    }
    if (value instanceof DateString date) {
      return LocalDate.ofEpochDay(date.getDaysSinceEpoch());
    }
    if (value instanceof TimeString time) {
      return LocalTime.parse(time.toString());
    }
    if (value instanceof TimestampString timestamp) {
      return LocalDateTime.parse(timestamp.toString().replace(' ', 'T'));
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Object element : list) {
        boolean nested = element instanceof RexLiteral;
        values.add(
            nested
                ? value((RexLiteral) element, StoredTypes.of(((RexLiteral) element).getType()))
                : element);
      }
      return values;
    }
    // Numbers arrive as BigDecimal, approximate ones sometimes as Double.
    return value instanceof Number number && !(value instanceof BigDecimal)
        ? new BigDecimal(number.toString())
        : value;
  }
}
