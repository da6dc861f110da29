package dev.quiver.planner.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueConversionTest {
  private static final DataType VECTOR = VectorType.ofFloats(3);
  private static final DataType BITS = new VectorType(10, VectorType.Element.BIT);
  private static final LocalDateTime NOON = LocalDateTime.parse("2026-01-31T12:00:00.123456");

  static Stream<Arguments> fits() {
    return Stream.of(
        Arguments.of(SimpleType.BOOLEAN, "yes", true),
        Arguments.of(SimpleType.BOOLEAN, 0, false),
        Arguments.of(SimpleType.TINYINT, 127L, 127),
        Arguments.of(SimpleType.TINYINT, "-128", -128),
        Arguments.of(SimpleType.INTEGER, new BigDecimal("5.00"), 5),
        Arguments.of(SimpleType.INTEGER, 5.0, 5),
        Arguments.of(SimpleType.BIGINT, Integer.MIN_VALUE, (long) Integer.MIN_VALUE),
        Arguments.of(SimpleType.BIGINT, "9223372036854775807", Long.MAX_VALUE),
        Arguments.of(SimpleType.REAL, 0.1, 0.1f),
        Arguments.of(SimpleType.DOUBLE, 3, 3.0),
        Arguments.of(SimpleType.DOUBLE, " 1e-3 ", 0.001),
        Arguments.of(new DecimalType(5, 2), 1.005f, new BigDecimal("1.01")),
        Arguments.of(new DecimalType(5, 2), "-2.345", new BigDecimal("-2.35")),
        Arguments.of(new DecimalType(2, 2), 0, new BigDecimal("0.00")),
        Arguments.of(SimpleType.VARCHAR, new BigDecimal("1E+3"), "1000"),
        Arguments.of(SimpleType.VARCHAR, NOON, "2026-01-31 12:00:00.123456"),
        Arguments.of(SimpleType.VARCHAR, new float[] {1, 2.5f}, "[1,2.5]"),
        Arguments.of(SimpleType.VARBINARY, "\\xCAFE", new byte[] {(byte) 0xCA, (byte) 0xFE}),
        Arguments.of(SimpleType.DATE, "2024-02-29", LocalDate.of(2024, 2, 29)),
        Arguments.of(SimpleType.DATE, NOON, LocalDate.of(2026, 1, 31)),
        Arguments.of(new TimeType(0), "7:30", LocalTime.of(7, 30)),
        Arguments.of(
            new TimestampType(3, false), NOON, LocalDateTime.parse("2026-01-31T12:00:00.123")),
        Arguments.of(new TimestampType(6, false), "2026-01-31T12:00:00.123456", NOON),
        Arguments.of(
            new TimestampType(6, true),
            "2026-01-31 12:00:00+02",
            OffsetDateTime.parse("2026-01-31T12:00:00+02:00").toInstant()),
        Arguments.of(SimpleType.UUID, "00000000-0000-0001-0000-000000000002", new UUID(1, 2)),
        Arguments.of(SimpleType.JSON, " {\"a\": [1]} ", " {\"a\": [1]} "),
        Arguments.of(VECTOR, new double[] {1, 2, 3}, new float[] {1, 2, 3}),
        Arguments.of(VECTOR, List.of(1, 2L, 3.5), new float[] {1, 2, 3.5f}),
        Arguments.of(VECTOR, "[1, -2e3 ,.5]", new float[] {1, -2000, .5f}),
        Arguments.of(BITS, "[1,0,0,0,0,0,0,0,0,1]", new byte[] {1, 2}),
        Arguments.of(BITS, new byte[] {-1, 3}, new byte[] {-1, 3}),
        Arguments.of(
            new ListType(SimpleType.INTEGER), Arrays.asList("1", null), Arrays.asList(1, null)));
  }

  @ParameterizedTest
  @MethodSource("fits")
  void convertsWhatFits(DataType type, Object value, Object expected) {
    assertThat(ValueConversion.to("column c", type, 0).convert(value)).isEqualTo(expected);
    assertThat(ValueConversion.to("column c", type, 0).convert(null)).isNull();
  }

  static Stream<Arguments> doesNotFit() {
    return Stream.of(
        Arguments.of(
            SimpleType.TINYINT,
            128,
            ErrorCode.VALUE_OUT_OF_RANGE,
            "column c: 128 does not fit TINYINT"),
        Arguments.of(
            SimpleType.INTEGER,
            1.5,
            ErrorCode.VALUE_OUT_OF_RANGE,
            "column c: 1.5 does not fit INTEGER"),
        Arguments.of(
            SimpleType.BIGINT,
            BigInteger.ONE.shiftLeft(63),
            ErrorCode.VALUE_OUT_OF_RANGE,
            "column c: 9223372036854775808 does not fit BIGINT"),
        Arguments.of(
            SimpleType.INTEGER,
            "five",
            ErrorCode.INVALID_CAST,
            "column c: cannot convert 'five' to INTEGER"),
        Arguments.of(
            SimpleType.REAL,
            1e39,
            ErrorCode.VALUE_OUT_OF_RANGE,
            "column c: 1.0E39 does not fit REAL"),
        Arguments.of(
            SimpleType.DOUBLE,
            "1d",
            ErrorCode.INVALID_CAST,
            "column c: cannot convert '1d' to DOUBLE"),
        Arguments.of(
            new DecimalType(3, 1),
            99.95,
            ErrorCode.VALUE_OUT_OF_RANGE,
            "column c: 99.95 does not fit DECIMAL(3, 1)"),
        Arguments.of(
            new DecimalType(3, 1),
            "1e2000000",
            ErrorCode.INVALID_CAST,
            "column c: cannot convert '1e2000000' to DECIMAL(3, 1)"),
        Arguments.of(
            SimpleType.VARCHAR,
            new byte[1],
            ErrorCode.TYPE_MISMATCH,
            "column c: cannot use a value of type byte[] as VARCHAR"),
        Arguments.of(
            SimpleType.DATE,
            "2026-02-29",
            ErrorCode.INVALID_CAST,
            "column c: cannot convert '2026-02-29' to DATE"),
        Arguments.of(
            SimpleType.DATE,
            5,
            ErrorCode.TYPE_MISMATCH,
            "column c: cannot use a value of type Integer as DATE"),
        Arguments.of(
            new TimeType(0),
            "23:59:59.9",
            ErrorCode.VALUE_OUT_OF_RANGE,
            "column c: 23:59:59.9 does not fit TIME(0)"),
        Arguments.of(
            SimpleType.UUID,
            "1-2-3-4-5",
            ErrorCode.INVALID_CAST,
            "column c: cannot convert '1-2-3-4-5' to UUID"),
        Arguments.of(
            SimpleType.JSON,
            "{} {}",
            ErrorCode.INVALID_CAST,
            "column c: cannot convert '{} {}' to JSON"),
        Arguments.of(
            VECTOR,
            new float[2],
            ErrorCode.VECTOR_LENGTH,
            "column c: expected VECTOR(3), got 2 elements"),
        Arguments.of(
            VECTOR,
            "[]",
            ErrorCode.VECTOR_TEXT,
            "column c: '[]' is no vector; expected [number, ...] at character 2"),
        Arguments.of(
            VECTOR,
            new float[] {1, Float.NaN, 3},
            ErrorCode.VECTOR_NOT_FINITE,
            "column c: element 2 of a vector is NaN; elements must be finite"),
        Arguments.of(
            VECTOR,
            new double[] {1, 2, 1e300},
            ErrorCode.VECTOR_NOT_FINITE,
            "column c: element 3 of a vector is 1.0E300; elements must be finite"),
        Arguments.of(
            VECTOR,
            Arrays.asList(1, null, 3),
            ErrorCode.VECTOR_NULL_ELEMENT,
            "column c: element 2 of a vector is NULL"),
        Arguments.of(
            VECTOR,
            "[1, x, 3]",
            ErrorCode.VECTOR_TEXT,
            "column c: '[1, x, 3]' is no vector; expected [number, ...] at character 5"),
        Arguments.of(
            VECTOR,
            "[1, 2, 3",
            ErrorCode.VECTOR_TEXT,
            "column c: '[1, 2, 3' is no vector; expected [number, ...] at character 9"),
        Arguments.of(
            BITS,
            new byte[] {0, 4},
            ErrorCode.VALUE_OUT_OF_RANGE,
            "column c: a set bit beyond the last does not fit VECTOR(10, BIT)"),
        Arguments.of(
            BITS,
            new byte[1],
            ErrorCode.VECTOR_LENGTH,
            "column c: expected VECTOR(10), got 8 elements"));
  }

  @ParameterizedTest
  @MethodSource("doesNotFit")
  void refusesWhatDoesNot(DataType type, Object value, ErrorCode code, String message) {
    assertThatThrownBy(() -> ValueConversion.to("column c", type, 0).convert(value))
        .isInstanceOf(QuiverException.class)
        .hasMessage(message)
        .extracting(e -> ((QuiverException) e).code())
        .isEqualTo(code);
  }

  @Test
  void countsCharactersAndNotCodeUnits() {
    ValueConversion two = ValueConversion.to("column c", SimpleType.VARCHAR, 2);
    assertThat(two.convert("😀😀")).isEqualTo("😀😀");
    assertThatThrownBy(() -> two.convert("abc"))
        .hasMessage("column c: value of 3 characters is too long for VARCHAR(2)");
  }

  @Test
  void copiesVectorsThatTheCallerMayChange() {
    float[] mine = {1, 2, 3};
    Object stored = ValueConversion.to("column c", VECTOR, 0).convert(mine);
    mine[0] = 9;
    assertThat(stored).isEqualTo(new float[] {1, 2, 3});
  }
}
