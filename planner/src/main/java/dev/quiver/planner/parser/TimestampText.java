package dev.quiver.planner.parser;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The time after AS OF: a date, a date and a time, or those with an offset. Without an offset it is
 * UTC, as in every column that shows commit times.
 */
final class TimestampText {
  private TimestampText() {}

  static Instant parse(String text, TextPosition position) {
    String iso = text.strip().replace(' ', 'T');
    try {
      if (iso.indexOf('T') < 0) {
        return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > 10;
      return offset
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw QuiverException.causedBy(
              e, ErrorCode.INVALID_CAST, "AS OF TIMESTAMP", text, "TIMESTAMP")
          .at(position);
    }
  }
}
