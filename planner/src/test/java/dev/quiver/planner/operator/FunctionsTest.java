package dev.quiver.planner.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each scalar function once over a column with a value and with NULL, as SQL text. */
class FunctionsTest {
  private final SqlHarness sql = new SqlHarness().table(table());

  private static MemoryTable table() {
    List<Object[]> rows = new ArrayList<>();
    rows.add(
        new Object[] {
          1,
          7,
          9_000_000_000L,
          2.25,
          1.5f,
          new java.math.BigDecimal("12.34"),
          "Hello wörld",
          LocalDate.of(2024, 2, 29),
          LocalDateTime.of(2024, 2, 29, 13, 14, 15, 678_901_000),
          new float[] {3, 4},
          List.of(5, 6),
          true
        });
    Object[] nulls = new Object[12];
    nulls[0] = 2;
    rows.add(nulls);
    return new MemoryTable(
            "t",
            SqlHarness.schema(
                "id", SimpleType.INTEGER,
                "i", SimpleType.INTEGER,
                "l", SimpleType.BIGINT,
                "d", SimpleType.DOUBLE,
                "r", SimpleType.REAL,
                "n", new DecimalType(10, 2),
                "s", SimpleType.VARCHAR,
                "dt", SimpleType.DATE,
                "ts", new TimestampType(6, false),
                "v", VectorType.ofFloats(2),
                "a", new ListType(SimpleType.INTEGER),
                "b", SimpleType.BOOLEAN))
        .fragment(rows, Set.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '"',
      textBlock =
          """
          i + 1                                   | 8
          i - 10                                  | -3
          i * l                                   | 63000000000
          -i                                      | -7
          i / 2                                   | 3
          MOD(i, 4)                               | 3
          n + 1                                   | 13.34
          n * 2.5                                 | 30.850
          d * 2                                   | 4.5
          r * 2                                   | 3.0
          d / 3                                   | 0.75
          ABS(-i)                                 | 7
          ABS(0 - n)                              | 12.34
          ROUND(d)                                | 2.0
          ROUND(n, 1)                             | 12.30
          TRUNCATE(d, 1)                          | 2.2
          FLOOR(d)                                | 2.0
          CEIL(d)                                 | 3.0
          FLOOR(n)                                | 12
          SQRT(d)                                 | 1.5
          POWER(d, 2)                             | 5.0625
          EXP(d - d)                              | 1.0
          LN(EXP(d))                              | 2.25
          LOG10(d * 0 + 100)                      | 2.0
          SIGN(i)                                 | 1
          SIN(d * 0)                              | 0.0
          COS(d * 0)                              | 1.0
          ATAN2(d * 0, d)                         | 0.0
          DEGREES(RADIANS(d * 0 + 180))           | 180.0
          GREATEST(i, 3)                          | 7
          LEAST(i, 3)                             | 3
          CHAR_LENGTH(s)                          | 11
          LENGTH(s)                               | 11
          OCTET_LENGTH(CAST(s AS VARBINARY(100))) | 12
          UPPER(s)                                | HELLO WÖRLD
          LOWER(s)                                | hello wörld
          INITCAP(s)                              | Hello Wörld
          SUBSTRING(s FROM 7 FOR 2)               | wö
          SUBSTRING(s FROM 8)                     | örld
          LEFT(s, 5)                              | Hello
          RIGHT(s, 4)                             | örld
          TRIM(BOTH 'Hd' FROM s)                  | ello wörl
          TRIM(LEADING 'H' FROM s)                | ello wörld
          LTRIM('  ' || s)                        | Hello wörld
          RTRIM(s || '  ')                        | Hello wörld
          s || '!'                                | Hello wörld!
          POSITION('w' IN s)                      | 7
          STRPOS(s, 'rl')                         | 9
          REPLACE(s, 'l', 'L')                    | HeLLo wörLd
          TRANSLATE(s, 'el', 'EL')                | HELLo wörLd
          LPAD(s, 13, '*')                        | **Hello wörld
          RPAD(s, 13, '*')                        | Hello wörld**
          REPEAT(LEFT(s, 2), 3)                   | HeHeHe
          REVERSE(s)                              | dlröw olleH
          OVERLAY(s PLACING 'J' FROM 1 FOR 1)     | Jello wörld
          SPLIT_PART(s, ' ', 2)                   | wörld
          STARTS_WITH(s, 'Hell')                  | true
          ENDS_WITH(s, 'Hell')                    | false
          ASCII(s)                                | 72
          MD5(LEFT(s, 5))                         | 8b1a9953c4611296a827abf8c47804d7
          SHA1(LEFT(s, 5))                        | f7ff9e8b7bb2e09b70935a5d785e0cc5d9d0abf0
          s LIKE 'Hel%'                           | true
          s LIKE '%W%'                            | false
          s ILIKE '%WÖR_D'                        | true
          s NOT LIKE 'H%'                         | false
          EXTRACT(YEAR FROM dt)                   | 2024
          EXTRACT(MONTH FROM ts)                  | 2
          EXTRACT(DAY FROM ts)                    | 29
          EXTRACT(HOUR FROM ts)                   | 13
          EXTRACT(SECOND FROM ts)                 | 15
          EXTRACT(DOY FROM dt)                    | 60
          EXTRACT(DOW FROM dt)                    | 5
          EXTRACT(QUARTER FROM dt)                | 1
          EXTRACT(WEEK FROM dt)                   | 9
          EXTRACT(EPOCH FROM ts)                  | 1709212455
          YEAR(dt)                                | 2024
          MONTH(dt)                               | 2
          DAYOFMONTH(dt)                          | 29
          FLOOR(ts TO HOUR)                       | 2024-02-29T13:00
          CEIL(ts TO DAY)                         | 2024-03-01T00:00
          FLOOR(dt TO MONTH)                      | 2024-02-01
          DATE_TRUNC(dt, MONTH)                   | 2024-02-01
          dt + INTERVAL '1' DAY                   | 2024-03-01
          dt + INTERVAL '1' YEAR                  | 2025-02-28
          ts - INTERVAL '2' HOUR                  | 2024-02-29T11:14:15.678901
          TIMESTAMPADD(MONTH, 1, dt)              | 2024-03-29
          TIMESTAMPADD(MINUTE, i, ts)             | 2024-02-29T13:21:15.678901
          TIMESTAMPDIFF(DAY, DATE '2024-01-01', dt) | 59
          TIMESTAMPDIFF(MONTH, DATE '2023-01-01', dt) | 13
          TIMESTAMPDIFF(HOUR, TIMESTAMP '2024-02-29 00:00:00', ts) | 13
          CAST(i AS VARCHAR)                      | 7
          CAST(n AS INTEGER)                      | 12
          CAST(n AS DOUBLE)                       | 12.34
          CAST(d AS INTEGER)                      | 2
          CAST(d AS DECIMAL(5, 1))                | 2.2
          CAST(i AS BOOLEAN)                      | true
          CAST(i AS SMALLINT)                     | 7
          CAST(r AS DOUBLE)                       | 1.5
          CAST(d AS REAL)                         | 2.25
          CAST(ts AS DATE)                        | 2024-02-29
          CAST(dt AS TIMESTAMP)                   | 2024-02-29T00:00
          CAST(ts AS TIME(0))                     | 13:14:15
          CAST(ts AS VARCHAR)                     | 2024-02-29 13:14:15.678901
          CAST(dt AS VARCHAR)                     | 2024-02-29
          CAST(s AS VARCHAR(5))                   | Hello
          CAST(b AS VARCHAR)                      | TRUE
          CAST(CAST(i AS VARCHAR) AS BIGINT)      | 7
          a[1]                                    | 5
          CARDINALITY(a)                          | 2
          VECTOR_DIMS(v)                          | 2
          VECTOR_NORM(v)                          | 5.0
          INNER_PRODUCT(v, v)                     | 25.0
          L1_DISTANCE(v, v)                       | 0.0
          NULLIF(i, 8)                            | 7
          CASE WHEN i > 5 THEN 'big' WHEN i <= 5 THEN 'small' END | big
          i = 7 AND l > 1                         | true
          NOT b                                   | false
          i BETWEEN 1 AND 8                       | true
          i IN (1, 2, 7)                          | true
          i NOT IN (1, 2, 7)                      | false
          s IN ('x', 'Hello wörld')               | true
          n = 12.34                               | true
          n > 12                                  | true
          dt < DATE '2024-03-01'                  | true
          ts >= TIMESTAMP '2024-02-29 13:14:15'   | true
          """)
  void strictFunctions(String expression, String expected) {
    Object value = sql.value("SELECT " + expression + " FROM t WHERE id = 1");
    Object missing = sql.value("SELECT " + expression + " FROM t WHERE id = 2");

    assertThat(String.valueOf(value)).as(expression).isEqualTo(expected);
    assertThat(missing).as(expression).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      textBlock =
          """
          COALESCE(i, 0)                  | 7     | 0
          i IS NULL                       | false | true
          i IS NOT NULL                   | true  | false
          b IS TRUE                       | true  | false
          b IS NOT TRUE                   | false | true
          b IS FALSE                      | false | false
          b IS NOT FALSE                  | true  | true
          b IS UNKNOWN                    | false | true
          b AND FALSE                     | false | false
          b OR TRUE                       | true  | true
          i IS DISTINCT FROM 7            | false | true
          i IS NOT DISTINCT FROM NULL     | false | true
          CASE WHEN i > 5 THEN 1 ELSE 2 END | 1   | 2
          CASE WHEN i IS NULL THEN 0 ELSE 1 / i END | 0 | 0
          CASE i WHEN 7 THEN 'x' ELSE 'y' END | x | y
          PI() > 3                        | true  | true
          USER                            | ada   | ada
          CURRENT_DATE                    | 2026-11-22 | 2026-11-22
          CURRENT_TIMESTAMP(6)            | 2026-11-22T13:14:15.123456 | 2026-11-22T13:14:15.123456
          RAND() < 1                      | true  | true
          CARDINALITY(ARRAY[1, 2])        | 2     | 2
          """)
  void functionsThatTakeNull(String expression, String value, String missing) {
    assertThat(String.valueOf(sql.value("SELECT " + expression + " FROM t WHERE id = 1")))
        .isEqualTo(value);
    assertThat(String.valueOf(sql.value("SELECT " + expression + " FROM t WHERE id = 2")))
        .isEqualTo(missing);
  }

  @Test
  void vectorArithmetic() {
    assertThat(sql.value("SELECT L2_NORMALIZE(v) FROM t WHERE id = 1"))
        .isEqualTo(new float[] {0.6f, 0.8f});
    assertThat(sql.value("SELECT VECTOR_ADD(v, v) FROM t WHERE id = 1"))
        .isEqualTo(new float[] {6, 8});
    assertThat(sql.value("SELECT VECTOR_SCALE(v, 2) FROM t WHERE id = 1"))
        .isEqualTo(new float[] {6, 8});
    assertThat(sql.value("SELECT L2_DISTANCE(v, '[0, 0]') FROM t WHERE id = 1")).isEqualTo(5.0);
    assertThat(sql.value("SELECT COSINE_DISTANCE(v, '[0, 0]') FROM t WHERE id = 1")).isNull();
    assertThat(sql.value("SELECT L2_DISTANCE(v, ?) FROM t WHERE id = 1", "[3, 0]")).isEqualTo(4.0);
  }

  @Test
  void parametersTakeTheirType() {
    assertThat(sql.rows("SELECT id FROM t WHERE i = ?", 7L)).containsExactly(List.of(1));
    assertThat(sql.rows("SELECT id FROM t WHERE s = ?", "Hello wörld")).containsExactly(List.of(1));
    assertThat(sql.rows("SELECT id FROM t WHERE i = ?", new Object[] {null})).isEmpty();
    assertThatThrownBy(() -> sql.rows("SELECT id FROM t WHERE i = ?"))
        .isInstanceOf(QuiverException.class)
        .hasMessage("parameter 1 of 0 has no value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      textBlock =
          """
          i / 0                       | DIVISION_BY_ZERO   | division by zero
          d / 0e0                     | DIVISION_BY_ZERO   | division by zero
          MOD(i, 0)                   | DIVISION_BY_ZERO   | division by zero
          i + 2147483647              | VALUE_OUT_OF_RANGE | +: 2147483654 does not fit INTEGER
          l * 9000000000              | VALUE_OUT_OF_RANGE | *: 9000000000 * 9000000000 does not fit BIGINT
          CAST(l AS INTEGER)          | VALUE_OUT_OF_RANGE | CAST: 9000000000 does not fit INTEGER
          CAST(i * 100 AS TINYINT)    | VALUE_OUT_OF_RANGE | CAST: 700 does not fit TINYINT
          CAST(s AS INTEGER)          | INVALID_CAST       | CAST: cannot convert 'Hello wörld' to INTEGER
          CAST(s AS DATE)             | INVALID_CAST       | CAST: cannot convert 'Hello wörld' to DATE
          CAST(n AS DECIMAL(2, 1))    | VALUE_OUT_OF_RANGE | CAST: 12.34 does not fit DECIMAL(2, 1)
          LN(-d)                      | VALUE_OUT_OF_RANGE | LN: -2.25 does not fit more than 0
          """)
  void errorsNameTheValue(String expression, ErrorCode code, String message) {
    assertThatThrownBy(() -> sql.value("SELECT " + expression + " FROM t WHERE id = 1"))
        .isInstanceOfSatisfying(QuiverException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
    assertThat(sql.value("SELECT " + expression + " FROM t WHERE id = 2")).isNull();
  }

  @Test
  void missingFunctionsAreNamedWhenPlanned() {
    assertThatThrownBy(() -> sql.plan("SELECT SOUNDEX(s) FROM t"))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED))
        .hasMessage("function SOUNDEX is not supported");
  }
}
