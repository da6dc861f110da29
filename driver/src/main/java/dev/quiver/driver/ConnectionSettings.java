package dev.quiver.driver;

import dev.quiver.driver.value.VectorForm;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.MemoryLimit;
import dev.quiver.planner.SessionOptions;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Retention;
import dev.quiver.storage.VersionPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one connection, checked: those of the URL over those of the Properties object.
 *
 * <p>A malformed value is an error wherever it stands. An unknown name is an error in the URL and a
 * warning in the Properties object, where tools put their own. A timestamp without an offset is
 * UTC, as after AS OF TIMESTAMP in SQL.
 */
final class ConnectionSettings {
  private final Map<ConnectionProperty, String> values;
  private final List<String> unknown;

  private ConnectionSettings(Map<ConnectionProperty, String> values, List<String> unknown) {
    this.values = values;
    this.unknown = List.copyOf(unknown);
  }

  /**
   * @throws QuiverException INVALID_PROPERTY
   */
  static ConnectionSettings of(Map<String, String> fromUrl, @Nullable Properties given) {
    Map<ConnectionProperty, String> values = new EnumMap<>(ConnectionProperty.class);
    List<String> unknown = new ArrayList<>();
    if (given != null) {
      for (String key : given.stringPropertyNames()) {
        Optional<ConnectionProperty> property = ConnectionProperty.named(key);
        property.ifPresentOrElse(
            known -> values.put(known, given.getProperty(key)), () -> unknown.add(key));
      }
    }
    fromUrl.forEach(
        (key, value) ->
            values.put(
                ConnectionProperty.named(key)
                    .orElseThrow(() -> invalid(key, "there is no such property")),
                value));
    values.forEach(ConnectionSettings::check);
    return new ConnectionSettings(values, unknown);
  }

  /** Names in the Properties object that mean nothing to Quiver. */
  List<String> unknown() {
    return unknown;
  }

  String value(ConnectionProperty property) {
    return values.getOrDefault(property, property.defaultValue());
  }

  boolean readOnly() {
    return Boolean.parseBoolean(value(ConnectionProperty.READ_ONLY));
  }

  boolean createIfMissing() {
    return Boolean.parseBoolean(value(ConnectionProperty.CREATE_IF_MISSING)) && !onlyReads();
  }

  /** Whether nothing may be written: because that is asked for, or since an old state is read. */
  private boolean onlyReads() {
    return readOnly() || !value(ConnectionProperty.AS_OF).isEmpty();
  }

  /**
   * How the engine is opened if this is its first connection: for writing, since others share it,
   * but without making anything for who only reads.
   */
  OpenOptions openOptions() {
    return new OpenOptions(
        false,
        createIfMissing(),
        Boolean.parseBoolean(value(ConnectionProperty.AUTO_COMPACT)),
        new Retention(
            Long.parseLong(value(ConnectionProperty.KEEP_VERSIONS)),
            Duration.ofDays(Long.parseLong(value(ConnectionProperty.KEEP_DAYS)))));
  }

  /** The timeout of statements that set none; zero for no limit. */
  Duration queryTimeout() {
    return Duration.ofSeconds(Long.parseLong(value(ConnectionProperty.QUERY_TIMEOUT)));
  }

  VectorForm vectorForm() {
    return VectorForm.valueOf(value(ConnectionProperty.VECTOR_TYPE).toUpperCase(Locale.ROOT));
  }

  SessionOptions sessionOptions() {
    return new SessionOptions(
        value(ConnectionProperty.SCHEMA),
        onlyReads(),
        point(value(ConnectionProperty.AS_OF)),
        value(ConnectionProperty.USER),
        Map.of(
            "target_recall", value(ConnectionProperty.TARGET_RECALL),
            "memory_limit", value(ConnectionProperty.MEMORY_LIMIT)));
  }

  /** Made for the first connection AS OF something. */
  private static final class Moments {
    static final DateTimeFormatter MOMENT =
        new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  private static @Nullable VersionPoint point(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      try {
        return new VersionPoint.Version(Long.parseLong(text));
      } catch (NumberFormatException tooLong) {
        throw invalid(ConnectionProperty.AS_OF.key(), text + " is too large for a snapshot number");
      }
    }
    try {
      return new VersionPoint.Timestamp(
          instant(
              Moments.MOMENT.parseBest(
                  text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)));
    } catch (DateTimeParseException noTimestamp) {
      return new VersionPoint.Tag(text);
    }
  }

  private static Instant instant(TemporalAccessor moment) {
    if (moment instanceof OffsetDateTime zoned) {
      return zoned.toInstant();
    }
    LocalDateTime wallClock =
        moment instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) moment;
    return wallClock.toInstant(ZoneOffset.UTC);
  }

  private static void check(ConnectionProperty property, String value) {
    switch (property.kind()) {
      case TEXT, SECRET -> {}
      case POINT -> point(value);
      case BOOLEAN, VECTOR_TYPE -> {
        if (!property.choices().contains(value)) {
          throw malformed(property, value, String.join(", ", property.choices()));
        }
      }
      case SECONDS, DAYS -> {
        if (!value.matches("[0-9]{1,9}")) {
          throw malformed(
              property,
              value,
              property.kind() == ConnectionProperty.Kind.DAYS
                  ? "a whole number of days"
                  : "a whole number of seconds");
        }
      }
      case COUNT -> {
        if (!value.matches("[1-9][0-9]{0,8}")) {
          throw malformed(property, value, "a whole number from 1");
        }
      }
      case SIZE -> {
        if (MemoryLimit.bytes(value).isEmpty()) {
          throw malformed(property, value, MemoryLimit.EXPECTED);
        }
      }
      case FRACTION -> {
        if (!value.matches("(0?\\.[0-9]{1,9}|1(\\.0+)?)") || Double.parseDouble(value) == 0) {
          throw malformed(property, value, "a number above 0 and at most 1");
        }
      }
    }
  }

  private static QuiverException malformed(
      ConnectionProperty property, String value, String expected) {
    return invalid(property.key(), "'" + value + "' is no value for it; expected " + expected);
  }

  private static QuiverException invalid(String key, String problem) {
    return new QuiverException(ErrorCode.INVALID_PROPERTY, key, problem);
  }
}
