package dev.quiver.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {
  /** Nanoseconds since 1970 would fit a long from 1677 to 2262 alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "1677-09-20T00:12:43.999999Z",
        "1969-12-31T23:59:59.999999Z",
        "1970-01-01T00:00:00Z",
        "2262-04-12T00:00:00.000001Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void everyYearIsToldAndReadBack(String time) {
    Instant instant = Instant.parse(time);
    assertThat(Micros.toInstant(Micros.of(instant))).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1_000_001, -1, 0, 1, Long.MAX_VALUE})
  void everyNumberIsReadAndToldBack(long micros) {
    assertThat(Micros.of(Micros.toInstant(micros))).isEqualTo(micros);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Micros.of(Instant.MAX)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Micros.of(Instant.MIN)).isInstanceOf(ArithmeticException.class);
  }
}
