package dev.quiver.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each of Parquet's types, with and without a value, in both page forms. */
class ParquetTypesTest {
  @TempDir Path directory;

  private static final List<String> COLUMNS =
      List.of(
          "boolean b|b BOOLEAN",
          "int32 i8 (INTEGER(8,true))|i8 TINYINT",
          "int32 i16 (INTEGER(16,true))|i16 SMALLINT",
          "int32 i32|i32 INTEGER",
          "int64 i64|i64 BIGINT",
          "int32 u8 (INTEGER(8,false))|u8 SMALLINT",
          "int32 u16 (INTEGER(16,false))|u16 INTEGER",
          "int32 u32 (INTEGER(32,false))|u32 BIGINT",
          "int64 u64 (INTEGER(64,false))|u64 DECIMAL(20, 0)",
          "float f|f REAL",
          "double d|d DOUBLE",
          "fixed_len_byte_array(2) h (FLOAT16)|h REAL",
          "int32 d9 (DECIMAL(9,2))|d9 DECIMAL(9, 2)",
          "int64 d18 (DECIMAL(18,4))|d18 DECIMAL(18, 4)",
          "fixed_len_byte_array(16) d38 (DECIMAL(38,10))|d38 DECIMAL(38, 10)",
          "binary db (DECIMAL(30,1))|db DECIMAL(30, 1)",
          "binary s (STRING)|s VARCHAR",
          "binary e (ENUM)|e VARCHAR",
          "binary j (JSON)|j JSON",
          "binary raw|raw VARBINARY",
          "fixed_len_byte_array(3) fix|fix VARBINARY",
          "fixed_len_byte_array(16) u (UUID)|u UUID",
          "int32 day (DATE)|day DATE",
          "int32 t3 (TIME(MILLIS,true))|t3 TIME(3)",
          "int64 t6 (TIME(MICROS,true))|t6 TIME(6)",
          "int64 t9 (TIME(NANOS,true))|t9 TIME(6)",
          "int64 ts3 (TIMESTAMP(MILLIS,false))|ts3 TIMESTAMP(3)",
          "int64 ts6 (TIMESTAMP(MICROS,false))|ts6 TIMESTAMP(6)",
          "int64 ts9 (TIMESTAMP(NANOS,false))|ts9 TIMESTAMP(6)",
          "int64 tz (TIMESTAMP(MICROS,true))|tz TIMESTAMP(6) WITH LOCAL TIME ZONE",
          "int96 ts96|ts96 TIMESTAMP(6)");

  private static String schema() {
    StringBuilder schema = new StringBuilder();
    COLUMNS.forEach(
        column -> schema.append("optional ").append(column.split("\\|")[0]).append(';'));
    return schema.toString();
  }

  private static void fill(Group row, int number) {
    if (number == 1) {
      return;
    }
    row.append("b", true).append("i8", -128).append("i16", 32767).append("i32", -5);
    row.append("i64", Long.MIN_VALUE).append("u8", 255).append("u16", 65535);
    row.append("u32", -1).append("u64", -1L).append("f", 1.5f).append("d", -0.25);
    row.append("h", Binary.fromConstantByteArray(new byte[] {0x00, (byte) 0xC1}));
    row.append("d9", 12345).append("d18", -12345678L);
    byte[] padded = new byte[16];
    byte[] digits = new BigInteger("123456789012345678901234567890").toByteArray();
    System.arraycopy(digits, 0, padded, 16 - digits.length, digits.length);
    row.append("d38", Binary.fromConstantByteArray(padded));
    row.append("db", Binary.fromConstantByteArray(BigInteger.valueOf(-77).toByteArray()));
    row.append("s", "Grüße 🎻").append("e", "RED").append("j", "{\"a\": [1]}");
    row.append("raw", Binary.fromConstantByteArray(new byte[] {1, -1}));
    row.append("fix", Binary.fromConstantByteArray(new byte[] {1, 2, 3}));
    byte[] uuid = new byte[16];
    uuid[0] = 0x12;
    uuid[15] = 0x34;
    row.append("u", Binary.fromConstantByteArray(uuid));
    row.append("day", -1).append("t3", 1_500).append("t6", 1_500_001L).append("t9", 1_999L);
    row.append("ts3", -1L).append("ts6", 1_700_000_000_123_456L).append("ts9", 1_999L);
    row.append("tz", 1_700_000_000_000_000L);
    row.append("ts96", new NanoTime(2_440_589, 3_000));
  }

  private static List<Object> values() {
    return List.of(
        true,
        -128,
        32767,
        -5,
        Long.MIN_VALUE,
        255,
        65535,
        4294967295L,
        new BigDecimal("18446744073709551615"),
        1.5f,
        -0.25,
        -2.5f,
        new BigDecimal("123.45"),
        new BigDecimal("-1234.5678"),
        new BigDecimal("12345678901234567890.1234567890"),
        new BigDecimal("-7.7"),
        "Grüße 🎻",
        "RED",
        "{\"a\": [1]}",
        new byte[] {1, -1},
        new byte[] {1, 2, 3},
        new UUID(0x12L << 56, 0x34),
        LocalDate.of(1969, 12, 31),
        LocalTime.of(0, 0, 1, 500_000_000),
        LocalTime.of(0, 0, 1, 500_001_000),
        LocalTime.of(0, 0, 0, 2_000),
        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000),
        LocalDateTime.of(2023, 11, 14, 22, 13, 20, 123_456_000),
        LocalDateTime.of(1970, 1, 1, 0, 0, 0, 2_000),
        Instant.ofEpochSecond(1_700_000_000),
        LocalDateTime.of(1970, 1, 2, 0, 0, 0, 3_000));
  }

  @ParameterizedTest
  @EnumSource(WriterVersion.class)
  void readsEachTypeWithAndWithoutAValue(WriterVersion version) throws IOException {
    Path file =
        TestFile.at(directory.resolve("types.parquet"), schema())
            .version(version)
            .write(3, ParquetTypesTest::fill);
    assertThat(TestFile.types(file))
        .containsExactlyElementsOf(COLUMNS.stream().map(c -> c.split("\\|")[1]).toList());
    List<Object> nothing = new ArrayList<>(Collections.nCopies(COLUMNS.size(), null));
    assertThat(TestFile.rows(file))
        .usingRecursiveComparison()
        .isEqualTo(List.of(values(), nothing, values()));
  }

  @Test
  void knowsWhichColumnsHoldNoNulls() throws IOException {
    Path file =
        TestFile.at(directory.resolve("a.parquet"), "required int32 a; optional int32 b;")
            .write(1, (row, number) -> row.append("a", 1));
    assertThat(TestFile.types(file)).containsExactly("a INTEGER NOT NULL", "b INTEGER");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          optional group s { optional int32 x; }                                     | s is a structure of columns
          repeated group s { optional int32 x; }                                     | s is a structure of columns
          optional group m (MAP) { repeated group key_value { required int32 key; optional int32 value; } } | m is a map
          optional group l (LIST) { repeated group list { optional group element { optional int32 x; } } }  | l is a list of lists or of structures
          """)
  void refusesNestedColumnsByName(String column, String what) throws IOException {
    Path file =
        TestFile.at(directory.resolve("nested.parquet"), "optional int32 id; " + column)
            .write(1, (row, number) -> row.append("id", 1));
    assertThatThrownBy(() -> TestFile.fields(file))
        .hasMessage(file + ": column " + what + "; only values and lists of values can be read")
        .extracting(e -> ((QuiverException) e).code())
        .isEqualTo(ErrorCode.FILE_FORMAT);
  }

  @Test
  void refusesDecimalsThatAreTooLongAndIntervals() throws IOException {
    Path decimal =
        TestFile.at(
                directory.resolve("d.parquet"),
                "optional fixed_len_byte_array(20) d (DECIMAL(40,2));")
            .write(1, (row, number) -> {});
    assertThatThrownBy(() -> TestFile.fields(decimal))
        .hasMessage(decimal + ": column d is a DECIMAL(40, 2); there are up to 38 digits");
    Path interval =
        TestFile.at(
                directory.resolve("i.parquet"), "optional fixed_len_byte_array(12) i (INTERVAL);")
            .write(1, (row, number) -> {});
    assertThatThrownBy(() -> TestFile.fields(interval))
        .hasMessage(interval + ": column i is an INTERVAL, which is not supported");
  }
}
