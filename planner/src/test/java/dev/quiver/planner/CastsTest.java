package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.VectorType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Casts to vectors and to intervals. */
class CastsTest {
  private final TestSession db = TestSession.inMemory();

  @BeforeEach
  void makeTable() {
    db.run("CREATE TABLE t (id INTEGER, v VECTOR(2), s VARCHAR, ts TIMESTAMP)");
    db.run("INSERT INTO t VALUES (3, '[1, 2]', '[1, 3]', TIMESTAMP '2026-01-31 00:00:00')");
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
        "CAST(v AS VECTOR(2)) ; 0.0",
        "v::VECTOR(2) ; 0.0",
        "CAST(s AS VECTOR(2)) ; 1.0",
        "CAST('[1, 4]' AS VECTOR(2)) ; 2.0",
        "CAST(ARRAY[1, id] AS VECTOR(2)) ; 1.0",
        "ARRAY[1, 5]::VECTOR(2) ; 3.0",
        "CAST(CAST(v AS REAL ARRAY) AS VECTOR(2)) ; 0.0",
        "CAST(NULL AS VECTOR(2)) ; null",
        "NULL::VECTOR(2) ; null",
        "COALESCE(v, CAST(NULL AS VECTOR(2))) ; 0.0",
        "COALESCE(CAST(NULL AS VECTOR(2)), v) ; 0.0",
        "CASE WHEN id = 3 THEN CAST(NULL AS VECTOR(2)) ELSE v END ; null",
      })
  void aCastToAVectorIsAVectorOfThatLength(String cast, String distance) {
    assertThat(db.session().prepare("SELECT " + cast + " FROM t").columns().get(0).type())
        .isEqualTo(new VectorType(2, VectorType.Element.FLOAT32));
    assertThat(String.valueOf(db.value("SELECT " + cast + " <-> v FROM t"))).isEqualTo(distance);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "CAST(v AS VECTOR(3)) ; CAST: expected VECTOR(3), got 2 elements",
        "ARRAY[1, 2, 3]::VECTOR(2) ; CAST: expected VECTOR(2), got 3 elements",
        "CAST(ARRAY[1, NULL] AS VECTOR(2)) ; CAST: element 2 of a vector is NULL",
        "CAST('x' AS VECTOR(2)) ; 'x' is no vector",
        "CAST(1 AS VECTOR(2)) ; Cast function cannot convert value of type INTEGER",
      })
  void whatIsNoSuchVectorIsRefused(String cast, String message) {
    assertThatThrownBy(() -> db.column("SELECT " + cast + " FROM t"))
        .isInstanceOf(QuiverException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aNullOfAVectorTypeNeedsNoTable() {
    assertThat(db.value("SELECT CAST(NULL AS VECTOR(3))")).isNull();
    assertThat(db.column("SELECT v FROM t WHERE id < 0 UNION ALL SELECT CAST(NULL AS VECTOR(2))"))
        .containsExactly((Object) null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CAST(3 AS INTERVAL DAY)",
        "CAST(id AS INTERVAL DAY)",
        "CAST('3' AS INTERVAL DAY)",
        "CAST(CAST(id AS INTERVAL DAY) AS INTERVAL HOUR)",
        "CAST(INTERVAL '3' DAY AS INTERVAL HOUR)",
      })
  void aCastToAnIntervalCountsItsSmallestField(String interval) {
    assertThat(db.value("SELECT CAST(ts + " + interval + " AS VARCHAR) FROM t"))
        .asString()
        .startsWith("2026-02-03 00:00:00");
  }

  @Test
  void anIntervalIsCastToTheNumberOfItsSmallestField() {
    assertThat(db.value("SELECT CAST(CAST(id AS INTERVAL DAY) AS INTEGER) FROM t")).isEqualTo(3);
    assertThat(db.value("SELECT CAST(CAST(id AS INTERVAL MONTH) AS INTEGER) FROM t")).isEqualTo(3);
    assertThat(db.value("SELECT CAST(ts + CAST(id AS INTERVAL MONTH) AS VARCHAR) FROM t"))
        .asString()
        .startsWith("2026-04-30");
  }
}
