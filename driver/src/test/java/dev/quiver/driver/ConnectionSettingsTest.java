package dev.quiver.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.driver.value.VectorForm;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.SessionOptions;
import dev.quiver.storage.VersionPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The properties of a connection: from the URL and from the Properties object. */
class ConnectionSettingsTest {
  private static ConnectionSettings url(String key, String value) {
    return ConnectionSettings.of(Map.of(key, value), null);
  }

  private static Properties properties(String key, Object value) {
    Properties properties = new Properties();
    properties.put(key, value);
    return properties;
  }

  @Test
  void withoutAnyTheDefaultsHold() {
    ConnectionSettings settings = ConnectionSettings.of(Map.of(), null);
    assertThat(settings.sessionOptions())
        .isEqualTo(
            new SessionOptions(
                "public", false, null, "", Map.of("target_recall", "0.95", "memory_limit", "")));
    assertThat(settings.createIfMissing()).isTrue();
    assertThat(settings.queryTimeout()).isEqualTo(Duration.ZERO);
    assertThat(settings.vectorForm()).isEqualTo(VectorForm.ARRAY);
    assertThat(settings.unknown()).isEmpty();
  }

  @Test
  void theUrlWinsOverTheProperties() {
    assertThat(
            ConnectionSettings.of(Map.of("user", "url"), properties("user", "object"))
                .value(ConnectionProperty.USER))
        .isEqualTo("url");
  }

  @Test
  void aReadOnlyConnectionCreatesNothing() {
    assertThat(url("readOnly", "true").createIfMissing()).isFalse();
  }

  @Test
  void anUnknownPropertyIsAnErrorInTheUrl() {
    assertThatThrownBy(() -> url("readonly", "true"))
        .isInstanceOf(QuiverException.class)
        .hasMessage("connection property readonly: there is no such property");
  }

  @Test
  void andOnlyNotedInTheProperties() {
    assertThat(ConnectionSettings.of(Map.of(), properties("ApplicationName", "tool")).unknown())
        .containsExactly("ApplicationName");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "readOnly | yes | 'yes' is no value for it; expected true, false",
        "createIfMissing | '' | '' is no value for it; expected true, false",
        "queryTimeout | 1.5 | '1.5' is no value for it; expected a whole number of seconds",
        "queryTimeout | -1 | '-1' is no value for it; expected a whole number of seconds",
        "queryTimeout | 9999999999 | '9999999999' is no value for it; expected a whole number of"
            + " seconds",
        "targetRecall | 0 | '0' is no value for it; expected a number above 0 and at most 1",
        "targetRecall | 0.0 | '0.0' is no value for it; expected a number above 0 and at most 1",
        "targetRecall | 1.01 | '1.01' is no value for it; expected a number above 0 and at most 1",
        "vectorType | Array | 'Array' is no value for it; expected array, varchar, binary",
        "memoryLimit | much | 'much' is no value for it; expected 1MB or more, as a number of"
            + " bytes, or of KB, MB or GB such as 512MB",
        "memoryLimit | 1023KB | '1023KB' is no value for it; expected 1MB or more, as a number of"
            + " bytes, or of KB, MB or GB such as 512MB",
        "asOf | 99999999999999999999 | 99999999999999999999 is too large for a snapshot number"
      })
  void aMalformedValueIsAnErrorWhereverItStands(String key, String value, String problem) {
    String message = "connection property " + key + ": " + problem.strip();
    assertThatThrownBy(() -> url(key, value)).hasMessage(message);
    assertThatThrownBy(() -> ConnectionSettings.of(Map.of(), properties(key, value)))
        .hasMessage(message);
  }

  @Test
  void asOfIsANumberATimestampOrATag() {
    assertThat(asOf("7")).isEqualTo(new VersionPoint.Version(7));
    assertThat(asOf("prod")).isEqualTo(new VersionPoint.Tag("prod"));
    assertThat(asOf("2026-01-31T12:00:00Z"))
        .isEqualTo(new VersionPoint.Timestamp(Instant.parse("2026-01-31T12:00:00Z")));
    assertThat(asOf("2026-13-31")).isEqualTo(new VersionPoint.Tag("2026-13-31"));
  }

  @Test
  void aTimeWithoutAnOffsetIsUtcWhereverTheProcessRuns() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
    try {
      assertThat(asOf("2026-01-31 12:00:00.5"))
          .isEqualTo(new VersionPoint.Timestamp(Instant.parse("2026-01-31T12:00:00.5Z")));
      assertThat(asOf("2026-01-31"))
          .isEqualTo(new VersionPoint.Timestamp(Instant.parse("2026-01-31T00:00:00Z")));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void whatSetCouldSetReachesTheSession() {
    assertThat(
            ConnectionSettings.of(Map.of("targetRecall", "0.8"), properties("memoryLimit", "512MB"))
                .sessionOptions()
                .settings())
        .isEqualTo(Map.of("target_recall", "0.8", "memory_limit", "512MB"));
  }

  @Test
  void theOldIsReadOnly() {
    assertThat(url("asOf", "7").sessionOptions().readOnly()).isTrue();
  }

  private static VersionPoint asOf(String text) {
    return url("asOf", text).sessionOptions().asOf();
  }
}
