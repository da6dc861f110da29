package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PostgreSQL's users take for granted: parameters anywhere, the clock, limits of types. */
class DialectTest {
  private final TestSession db = TestSession.inMemory();

  @BeforeEach
  void makeTable() {
    db.run(
        "CREATE TABLE t (id INTEGER, b BIGINT, d DECIMAL(5, 2), v VECTOR(2), u UUID, c CHAR(3))");
    db.run("INSERT INTO t VALUES (1, 9223372036854775807, 1.5, '[1, 2]', NULL, 'abc')");
  }

  @AfterEach
  void close() {
    db.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "UPPER(?) ; abc ; ABC",
        "TRIM(?) ; ` x ` ; x",
        "? || '!' ; a ; a!",
        "CHAR_LENGTH(?) ; abc ; 3",
        "REPLACE(?, 'b', 'x') ; abc ; axc",
        "ABS(?) ; -2.5 ; 2.5",
        "-? ; 2 ; -2.0",
        "COALESCE(?, 'x') ; y ; y",
        "COALESCE(?, 7) ; 8 ; 8",
        "NULLIF(?, 3) ; 4 ; 4",
        "CASE WHEN ? THEN 1 ELSE 2 END ; true ; 1",
        "? ; text ; text",
        "? IN (1, 2) ; 2 ; true",
        "EXTRACT(YEAR FROM ?) ; 2026-11-22 00:00:00 ; 2026",
        "? BETWEEN 1 AND 3 ; 2 ; true",
      })
  void parametersStandAnywhere(String expression, String given, String answer) {
    assertThat(String.valueOf(db.value("SELECT " + expression, given))).isEqualTo(answer);
    assertThat(String.valueOf(db.rows("VALUES (" + expression + ")", given).get(0).get(0)))
        .isEqualTo(answer);
  }

  @Test
  void parametersOfAQueryThatNamesThemTwiceHaveOneType() {
    PreparedSql sql = db.session().prepare("SELECT COALESCE(?, id), ? || c, ? IS NULL FROM t");
    assertThat(sql.parameters())
        .containsExactly(SimpleType.INTEGER, SimpleType.VARCHAR, SimpleType.VARCHAR);
    assertThat(db.rows("SELECT COALESCE(?, id), ? || c, ? IS NULL FROM t", null, "x", null))
        .containsExactly(List.of(1, "xabc", true));
  }

  @Test
  void theClockCountsMicrosecondsAndStandsStillWithinAStatement() {
    PreparedSql clock =
        db.session()
            .prepare(
                "SELECT CURRENT_TIMESTAMP, LOCALTIMESTAMP, NOW(), CURRENT_TIMESTAMP(3),"
                    + " CURRENT_TIME, LOCALTIME(0)");
    assertThat(clock.columns().stream().map(ColumnInfo::type).toList())
        .containsExactly(
            new TimestampType(6, false),
            new TimestampType(6, false),
            new TimestampType(6, false),
            new TimestampType(3, false),
            new TimeType(6),
            new TimeType(0));
    assertThat(
            db.value(
                "SELECT CURRENT_TIMESTAMP = NOW() AND NOW() = LOCALTIMESTAMP"
                    + " AND CAST(NOW() AS TIME) = CURRENT_TIME"))
        .isEqualTo(true);
    db.run("CREATE TABLE clocks (id INTEGER, made TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
    boolean fraction = false;
    for (int i = 0; i < 20 && !fraction; i++) {
      db.run("INSERT INTO clocks (id) VALUES (" + i + "), (" + i + ")");
      assertThat(db.value("SELECT COUNT(DISTINCT made) FROM clocks WHERE id = " + i)).isEqualTo(1L);
      fraction = (boolean) db.value("SELECT MAX(made) <> FLOOR(MAX(made) TO SECOND) FROM clocks");
    }
    assertThat(fraction).as("a default with parts of a second").isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "SELECT CAST(1 AS DECIMAL(39, 0)) ; DECIMAL(39, 0): 39 does not fit a precision from 1 to 38 (line 1, column 18)",
        "SELECT id::NUMERIC(40) FROM t ; DECIMAL(40): 40 does not fit a precision from 1 to 38 (line 1, column 12)",
        "SELECT CAST(1 AS DECIMAL(5, 6)) ; DECIMAL(5, 6): 6 does not fit a scale from 0 to its precision 5 (line 1, column 18)",
        "SELECT CAST(1 AS DECIMAL(5, -1)) ; DECIMAL(5, -1): -1 does not fit a scale from 0 to its precision 5 (line 1, column 18)",
        "SELECT CAST(1 AS DECIMAL(0)) ; DECIMAL(0): 0 does not fit a precision from 1 to 38 (line 1, column 18)",
        "CREATE TABLE x (d DECIMAL(39, 0)) ; column d DECIMAL(39, 0): 39 does not fit a precision from 1 to 38 (line 1, column 19)",
        "CREATE TABLE x (d DECIMAL(5, 6)) ; column d DECIMAL(5, 6): 6 does not fit a scale from 0 to its precision 5 (line 1, column 19)",
        "CREATE TABLE x (d DECIMAL(39) ARRAY) ; column d DECIMAL(39): 39 does not fit a precision from 1 to 38 (line 1, column 19)",
        "CREATE TABLE x (c VARCHAR(0)) ; column c VARCHAR(0): 0 does not fit a length from 1 (line 1, column 19)",
        "INSERT INTO t (id) VALUES (CAST('1' AS DECIMAL(39, 1))) ; DECIMAL(39, 1): 39 does not fit a precision from 1 to 38 (line 1, column 40)",
        "INSERT INTO t (b) VALUES (9223372036854775808) ; column b: 9223372036854775808 does not fit BIGINT (line 1, column 27)",
        "UPDATE t SET b = 9223372036854775808 ; column b: 9223372036854775808 does not fit BIGINT (line 1, column 18)",
        "UPDATE t SET id = 2, v = '[1]' ; column v: expected VECTOR(2), got 1 elements (line 1, column 26)",
        "UPDATE t SET d = 1000 ; column d: 1000 does not fit DECIMAL(5, 2) (line 1, column 18)",
        "UPDATE t SET c = 'abcd' ; column c: value of 4 characters is too long for VARCHAR(3) (line 1, column 18)",
        "INSERT INTO t (id, v) SELECT id, '[1]' FROM t ; column v: expected VECTOR(2), got 1 elements (line 1, column 34)",
        "MERGE INTO t USING (SELECT 1 AS id) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET u = 'x' ; column u: cannot convert 'x' to UUID (line 1, column 87)",
        "MERGE INTO t USING (SELECT 2 AS id) s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, '[1]') ; column v: expected VECTOR(2), got 1 elements (line 1, column 105)",
      })
  void whatDoesNotFitIsToldWithItsPlace(String sql, String message) {
    assertThatThrownBy(() -> db.run(sql)).isInstanceOf(QuiverException.class).hasMessage(message);
    assertThat(db.value("SELECT COUNT(*) FROM t WHERE id = 1")).isEqualTo(1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "CREATE VIEW w AS SELECT 1 ; CREATE VIEW is not supported (line 1, column 8)",
        "CREATE SCHEMA s ; CREATE SCHEMA is not supported (line 1, column 8)",
        "SELECT id, SUM(id) OVER (PARTITION BY c) FROM t ; a window function (OVER) is not supported (line 1, column 12)",
        "SELECT c FROM t GROUP BY GROUPING SETS ((c), ()) ; GROUPING SETS is not supported (line 1, column 26)",
        "SELECT c FROM t GROUP BY ROLLUP(c) ; GROUPING SETS, CUBE or ROLLUP is not supported (line 1, column 26)",
        "SELECT c FROM t GROUP BY CUBE(c) ; GROUPING SETS, CUBE or ROLLUP is not supported (line 1, column 26)",
        "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r ; WITH RECURSIVE is not supported (line 1, column 16)",
        "SELECT STRING_AGG(c, ',') FROM t ; aggregate function LISTAGG is not supported (line 1, column 8)",
        "SELECT id, LEVENSHTEIN('a', c) FROM t ; function LEVENSHTEIN is not supported (line 1, column 12)",
        "SELECT * FROM UNNEST(ARRAY[1, 2]) ; UNNEST is not supported (line 1, column 15)",
        "SELECT ROW(1, 2) ; a ROW as a value is not supported (line 1, column 11)",
        "CREATE TABLE x (id SERIAL) ; unknown type SERIAL (line 1, column 20)",
        "INSERT INTO t (id) SELECT RANK() OVER (ORDER BY id) FROM t ; a window function (OVER) is not supported (line 1, column 27)",
      })
  void whatIsNotBuiltIsToldWithItsPlace(String sql, String message) {
    assertThatThrownBy(() -> db.run(sql)).isInstanceOf(QuiverException.class).hasMessage(message);
  }

  @Test
  void wholeNumbersBeyondBigintAreDecimals() {
    assertThat(db.value("SELECT 9223372036854775808"))
        .isEqualTo(new BigDecimal("9223372036854775808"));
    assertThat(db.value("SELECT -9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(db.value("SELECT -9223372036854775809"))
        .isEqualTo(new BigDecimal("-9223372036854775809"));
    assertThat(db.value("SELECT 99999999999999999999999999999999999999"))
        .isEqualTo(new BigDecimal("99999999999999999999999999999999999999"));
    assertThat(db.session().prepare("SELECT 9223372036854775808, -9223372036854775808").columns())
        .extracting(ColumnInfo::type)
        .containsExactly(new DecimalType(19, 0), SimpleType.BIGINT);
    assertThat(db.column("SELECT id FROM t WHERE b < 9223372036854775808")).containsExactly(1);
    assertThat(db.column("SELECT id FROM t WHERE b >= 9223372036854775808")).isEmpty();
    assertThat(db.column("SELECT id FROM t WHERE b > -9223372036854775808")).containsExactly(1);
    assertThat(db.column("SELECT id FROM t WHERE id IN (1, 9223372036854775808)"))
        .containsExactly(1);
  }

  @Test
  void aTableMadeOfAQueryTakesItsLabels() {
    db.run("CREATE TABLE made AS SELECT COUNT(*), MAX(id), CAST(1 AS BIGINT) FROM t");
    assertThat(db.session().prepare("SELECT * FROM made").columns())
        .extracting(ColumnInfo::label)
        .containsExactly("count", "max", "bigint");
    assertThatThrownBy(() -> db.run("CREATE TABLE twice AS SELECT COUNT(*), COUNT(id) FROM t"))
        .hasMessage("column count is declared twice (line 1, column 14)");
  }

  @ParameterizedTest
  @CsvSource({
    "millennium, 2001-01-01 00:00:00",
    "century, 2001-01-01 00:00:00",
    "decade, 2020-01-01 00:00:00",
    "year, 2026-01-01 00:00:00",
    "quarter, 2026-10-01 00:00:00",
    "month, 2026-11-01 00:00:00",
    "week, 2026-11-16 00:00:00",
    "day, 2026-11-22 00:00:00",
    "HOUR, 2026-11-22 10:00:00",
    "minute, 2026-11-22 10:20:00",
    "second, 2026-11-22 10:20:30",
    "milliseconds, 2026-11-22 10:20:30.123",
    "microseconds, 2026-11-22 10:20:30.123456",
  })
  void datesAreTruncatedAsPostgresSpellsIt(String field, String start) {
    String truncated = "DATE_TRUNC('" + field + "', TIMESTAMP '2026-11-22 10:20:30.123456')";
    assertThat(db.value("SELECT " + truncated + " = TIMESTAMP '" + start + "'")).isEqualTo(true);
    assertThat(db.value("SELECT COUNT(*) FROM t GROUP BY " + truncated)).isEqualTo(1L);
    assertThat(db.session().prepare("SELECT " + truncated).columns().get(0).label())
        .isEqualTo("date_trunc");
  }

  @Test
  void aFieldThatDatesDoNotHaveIsToldWithItsPlace() {
    assertThatThrownBy(() -> db.run("SELECT DATE_TRUNC('moon', DATE '2026-11-22')"))
        .hasMessageStartingWith("DATE_TRUNC: unknown field 'moon'; there are century, day, ")
        .hasMessageEndingWith("(line 1, column 19)");
  }
}
