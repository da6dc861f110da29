package dev.quiver.planner.function;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Turns PostgreSQL's {@code DATE_TRUNC('month', x)} into {@code FLOOR(x TO MONTH)}. */
public final class DateTruncation {
  private static final String NAME = "DATE_TRUNC";

  /** By PostgreSQL's names, which are also plural for parts of a second. */
  private static final Map<String, TimeUnit> UNITS = units();

  private DateTruncation() {}

  private static Map<String, TimeUnit> units() {
    Map<String, TimeUnit> units = new TreeMap<>();
    Stream.of(
            TimeUnit.MILLENNIUM,
            TimeUnit.CENTURY,
            TimeUnit.DECADE,
            TimeUnit.YEAR,
            TimeUnit.QUARTER,
            TimeUnit.MONTH,
            TimeUnit.WEEK,
            TimeUnit.DAY,
            TimeUnit.HOUR,
            TimeUnit.MINUTE,
            TimeUnit.SECOND)
        .forEach(unit -> units.put(unit.name().toLowerCase(Locale.ROOT), unit));
    units.put("milliseconds", TimeUnit.MILLISECOND);
    units.put("microseconds", TimeUnit.MICROSECOND);
    return units;
  }

  /**
   * Changes the call if it is one; to be done before its type is derived.
   *
   * @throws QuiverException INVALID_QUERY if the text names no field
   */
  public static void resolve(SqlBasicCall call) {
    if (!call.getOperator().getName().equalsIgnoreCase(NAME)
        || !(call.operand(0) instanceof SqlCharStringLiteral field)) {
      return;
    }
    SqlNode time = call.operand(1);
    SqlParserPos position = field.getParserPosition();
    call.setOperator(SqlStdOperatorTable.FLOOR);
    call.setOperand(0, time);
    call.setOperand(1, new SqlIntervalQualifier(unit(field, position), null, position));
  }

  private static TimeUnit unit(SqlCharStringLiteral field, SqlParserPos position) {
    String name = field.getValueAs(String.class);
    TimeUnit unit = UNITS.get(name.toLowerCase(Locale.ROOT));
    if (unit == null) {
      throw new QuiverException(
              ErrorCode.INVALID_QUERY,
              NAME
                  + ": unknown field '"
                  + name
                  + "'; there are "
                  + String.join(", ", UNITS.keySet()))
          .at(new TextPosition(position.getLineNum(), position.getColumnNum()));
    }
    return unit;
  }
}
