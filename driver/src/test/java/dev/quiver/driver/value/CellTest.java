package dev.quiver.driver.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A value read as something else: what works, what is refused, and in which words. */
class CellTest {
  private static Cell cell(Object value) {
    return new Cell(value, SimpleType.VARCHAR, "price");
  }

  private static void refused(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(QuiverException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }

  private static void outOfRange(Object value, Function<Cell, ?> reading, String message) {
    refused(() -> reading.apply(cell(value)), ErrorCode.VALUE_OUT_OF_RANGE, message);
  }

  private static void invalid(Object value, Function<Cell, ?> reading, String message) {
    refused(() -> reading.apply(cell(value)), ErrorCode.INVALID_CAST, message);
  }

  @Test
  void integersFitOrAreRefused() {
    assertThat(cell(127).asByte()).isEqualTo((byte) 127);
    outOfRange(128, Cell::asByte, "price: 128 does not fit TINYINT");
    outOfRange(-32_769, Cell::asShort, "price: -32769 does not fit SMALLINT");
    outOfRange(1L << 31, Cell::asInt, "price: 2147483648 does not fit INTEGER");
    outOfRange(1e19, Cell::asLong, "price: 1.0E19 does not fit BIGINT");
    outOfRange(
        new BigDecimal("9223372036854775808"),
        Cell::asLong,
        "price: 9223372036854775808 does not fit BIGINT");
    assertThat(cell(new BigDecimal("-9223372036854775808")).asLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(cell(new BigDecimal("2147483647.9")).asInt()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void fractionsAreCut() {
    assertThat(cell(1.9).asInt()).isEqualTo(1);
    assertThat(cell(-1.9f).asInt()).isEqualTo(-1);
    assertThat(cell("12.7").asLong()).isEqualTo(12);
  }

  @Test
  void hugeNumbersAreRefusedWithoutBeingWrittenOut() {
    outOfRange("1e999999999", Cell::asInt, "price: 1e999999999 does not fit INTEGER");
    outOfRange("1e999", Cell::asDouble, "price: 1e999 does not fit DOUBLE");
    outOfRange(1e300, Cell::asFloat, "price: 1.0E300 does not fit REAL");
    outOfRange(Double.NaN, Cell::asInt, "price: NaN does not fit INTEGER");
    outOfRange(Double.POSITIVE_INFINITY, Cell::asDecimal, "price: Infinity does not fit DECIMAL");
  }

  @Test
  void textsAreReadAsNumbers() {
    assertThat(cell(" 42 ").asInt()).isEqualTo(42);
    assertThat(cell("1e2").asDouble()).isEqualTo(100);
    assertThat(cell("NaN").asDouble()).isNaN();
    assertThat(cell("0.10").asDecimal()).isEqualTo(new BigDecimal("0.10"));
    invalid("many", Cell::asInt, "price: cannot convert 'many' to INTEGER");
    invalid("", Cell::asDecimal, "price: cannot convert '' to DECIMAL");
    invalid(LocalDate.EPOCH, Cell::asLong, "price: cannot convert '1970-01-01' to BIGINT");
  }

  @Test
  void floatsKeepTheirShortestDigits() {
    assertThat(cell(0.1f).asDecimal()).isEqualTo(new BigDecimal("0.1"));
    assertThat(cell(0.1f).text()).isEqualTo("0.1");
  }

  @Test
  void truthHasManyNames() {
    for (Object yes : new Object[] {true, 1, 2L, 0.5, "true", "T", " yes ", "on", "1"}) {
      assertThat(cell(yes).asBoolean()).as("%s", yes).isTrue();
    }
    for (Object no : new Object[] {false, 0, BigDecimal.ZERO, "false", "F", "no", "off", "0"}) {
      assertThat(cell(no).asBoolean()).as("%s", no).isFalse();
    }
    assertThat(cell(true).asInt()).isEqualTo(1);
    invalid("maybe", Cell::asBoolean, "price: cannot convert 'maybe' to BOOLEAN");
  }

  @Test
  void everyValueHasAText() {
    assertThat(cell(new BigDecimal("1E+3")).text()).isEqualTo("1000");
    assertThat(cell(new byte[] {0, (byte) 0xAB}).text()).isEqualTo("00ab");
    assertThat(cell(LocalTime.of(1, 2, 3, 500_000_000)).text()).isEqualTo("01:02:03.5");
    assertThat(cell(LocalDateTime.parse("2023-11-14T22:13:20")).text())
        .isEqualTo("2023-11-14 22:13:20");
    assertThat(cell(new float[] {0.1f, -2f}).text()).isEqualTo("[0.1,-2]");
    assertThat(cell(Arrays.asList(1, null, "x")).text()).isEqualTo("[1, null, x]");
    VectorType bits = new VectorType(3, VectorType.Element.BIT);
    assertThat(new Cell(new byte[] {0b101}, bits, "b").text()).isEqualTo("[1,0,1]");
  }

  @Test
  void aLongTextIsCutInMessages() {
    assertThatThrownBy(() -> cell("x".repeat(1_000)).asInt())
        .hasMessage("price: cannot convert '" + "x".repeat(60) + "…' to INTEGER");
  }

  @Test
  void bytesComeFromBinariesTextsUuidsAndVectors() {
    assertThat(cell("é").asBytes()).containsExactly(0xC3, 0xA9);
    assertThat(cell(new UUID(1, 2)).asBytes())
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2);
    assertThat(cell(new float[] {1f}).asBytes()).containsExactly(0, 0, 0x80, 0x3f);
    invalid(7, Cell::asBytes, "price: cannot convert '7' to VARBINARY");
  }

  @Test
  void aTimestampIsAReadingOfTheClockOnTheWall() {
    Cell timestamp = cell(LocalDateTime.parse("2023-11-14T22:13:20.123456"));
    assertThat(timestamp.asTimestamp(null))
        .isEqualTo(Timestamp.valueOf("2023-11-14 22:13:20.123456"));
    assertThat(timestamp.asDate(null)).isEqualTo(Date.valueOf("2023-11-14"));
    assertThat(timestamp.asTime(null).toString()).isEqualTo("22:13:20");
  }

  @Test
  void aCalendarSaysInWhichZoneTheClockHangs() {
    Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
    assertThat(cell(LocalDateTime.parse("2023-11-14T22:13:20")).asTimestamp(tokyo).toInstant())
        .isEqualTo(Instant.parse("2023-11-14T13:13:20Z"));
    assertThat(cell(LocalDate.parse("2023-11-14")).asDate(tokyo).getTime())
        .isEqualTo(Instant.parse("2023-11-13T15:00:00Z").toEpochMilli());
    assertThat(cell(LocalTime.parse("09:00:00")).asTime(tokyo).getTime()).isZero();
  }

  @Test
  void anInstantIsAnInstantInAnyZone() {
    Instant instant = Instant.parse("2023-11-14T22:13:20Z");
    Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
    assertThat(cell(instant).asTimestamp(tokyo).toInstant()).isEqualTo(instant);
    assertThat(cell(instant).asTimestamp(null).toInstant()).isEqualTo(instant);
    assertThat(cell(instant).asLocalDateTime(ZoneId.of("Asia/Tokyo")))
        .isEqualTo(LocalDateTime.parse("2023-11-15T07:13:20"));
    assertThat(cell(instant).asOffsetDateTime(ZoneOffset.UTC))
        .isEqualTo(instant.atOffset(ZoneOffset.UTC));
  }

  @Test
  void textsAreReadAsMoments() {
    assertThat(cell("2023-11-14").asLocalDate(ZoneOffset.UTC))
        .isEqualTo(LocalDate.of(2023, 11, 14));
    assertThat(cell("2023-11-14 22:13:20.5").asTimestamp(null))
        .isEqualTo(Timestamp.valueOf("2023-11-14 22:13:20.5"));
    assertThat(cell("2023-11-14T22:13:20Z").asInstant(ZoneOffset.UTC))
        .isEqualTo(Instant.parse("2023-11-14T22:13:20Z"));
    assertThat(cell("2023-11-14 22:13:20+02:00").asInstant(ZoneOffset.UTC))
        .isEqualTo(Instant.parse("2023-11-14T20:13:20Z"));
    assertThat(cell("22:13:20").asTime(null)).isEqualTo(Time.valueOf("22:13:20"));
    Function<Cell, Object> date = c -> c.asDate(null);
    invalid("2023-02-30", date, "price: cannot convert '2023-02-30' to DATE");
    invalid("soon", date, "price: cannot convert 'soon' to DATE");
    invalid(7, date, "price: cannot convert '7' to DATE");
    Function<Cell, Object> time = c -> c.asTime(null);
    invalid(LocalDate.EPOCH, time, "price: cannot convert '1970-01-01' to TIME");
  }

  @Test
  void millisecondsOfATimeSurvive() {
    assertThat(cell(LocalTime.parse("01:02:03.456")).asTime(null).getTime() % 1000).isEqualTo(456);
    assertThat(ParameterValues.of(cell(LocalTime.parse("01:02:03.456")).asTime(null), null))
        .isEqualTo(LocalTime.parse("01:02:03.456"));
  }

  @Test
  void parametersOfTheOldClassesBecomeNewOnes() throws Exception {
    assertThat(parameter((byte) 1)).isEqualTo(1);
    assertThat(parameter((short) 1)).isEqualTo(1);
    assertThat(parameter(java.math.BigInteger.TEN)).isEqualTo(BigDecimal.TEN);
    assertThat(parameter('c')).isEqualTo("c");
    assertThat(parameter(new StringBuilder("sb"))).isEqualTo("sb");
    assertThat(parameter(Date.valueOf("2023-11-14"))).isEqualTo(LocalDate.of(2023, 11, 14));
    assertThat(parameter(Timestamp.valueOf("2023-11-14 22:13:20.123456")))
        .isEqualTo(LocalDateTime.parse("2023-11-14T22:13:20.123456"));
    assertThat(parameter(Instant.EPOCH.atOffset(ZoneOffset.ofHours(3)))).isEqualTo(Instant.EPOCH);
    assertThat(parameter(new int[] {1, 2})).isEqualTo(List.of(1, 2));
    assertThat(parameter(new Float[] {1f, null})).isEqualTo(Arrays.asList(1f, null));
    assertThat(parameter(List.of((short) 1, 2L))).isEqualTo(List.of(1, 2L));
  }

  @Test
  void arraysAreCopied() throws Exception {
    float[] vector = {1, 2};
    Object taken = parameter(vector);
    vector[0] = 9;
    assertThat(taken).isEqualTo(new float[] {1, 2});
  }

  @Test
  void aClassNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> parameter(new Object()))
        .hasMessage("parameter 1: cannot take a value of class java.lang.Object");
  }

  private static Object parameter(Object value) throws Exception {
    return ParameterValues.of(value, SimpleType.VARCHAR, "parameter 1");
  }
}
