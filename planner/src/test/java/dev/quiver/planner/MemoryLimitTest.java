package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gathers more than memory_limit fails and says so; nothing is left behind. */
class MemoryLimitTest {
  private static TestSession db;

  @BeforeAll
  static void open() {
    db = TestSession.inMemory();
    db.run("CREATE TABLE n (i INTEGER, pad VARCHAR)");
    Object[][] numbers = new Object[90][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = new Object[] {i, "x".repeat(300)};
    }
    db.batch("INSERT INTO n VALUES (?, ?)", numbers);
    db.run(
        "CREATE TABLE t AS SELECT a.i * 90 + b.i AS id, "
            + "a.pad || CAST(a.i * 90 + b.i AS VARCHAR) AS s FROM n a, n b");
    db.run("CREATE TABLE big AS SELECT a.i FROM n a, n b, n c WHERE c.i < 20");
    db.run("CREATE TABLE keyed (id INTEGER PRIMARY KEY, s VARCHAR)");
    db.run("CREATE TABLE vectors (id INTEGER, v VECTOR(128))");
    Object[][] vectors = new Object[4_000][];
    for (int i = 0; i < vectors.length; i++) {
      float[] vector = new float[128];
      vector[i % 128] = i;
      vectors[i] = new Object[] {i, vector};
    }
    db.batch("INSERT INTO vectors VALUES (?, ?)", vectors);
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @AfterEach
  void reset() {
    db.run("RESET memory_limit");
    assertThat(held(db)).isZero();
  }

  private static long held(TestSession session) {
    return ((LocalSession) session.session()).memory().heldBytes();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sort(        | SELECT * FROM t ORDER BY s",
        "TopN(        | SELECT * FROM t ORDER BY s DESC LIMIT 10",
        "HashJoin(    | SELECT COUNT(*) FROM n a JOIN t b ON a.pad = b.s",
        "HashJoin(    | SELECT COUNT(*) FROM n a FULL JOIN t b ON a.pad = b.s",
        "NestedLoopJoin( | SELECT COUNT(*) FROM n a LEFT JOIN t b ON a.pad > b.s",
        "Aggregate(   | SELECT s, COUNT(*) FROM t GROUP BY s",
        "Aggregate(   | SELECT id, MAX(s) FROM t GROUP BY id",
        "Aggregate(   | SELECT COUNT(DISTINCT s) FROM t",
        "Aggregate(   | SELECT id, AVG(v) FROM vectors GROUP BY id",
        "Aggregate(   | SELECT DISTINCT s FROM t",
        "Aggregate(   | SELECT s FROM t UNION SELECT pad FROM n",
        "Intersect    | SELECT s FROM t INTERSECT SELECT pad FROM n",
        "ExceptAll    | SELECT pad FROM n EXCEPT ALL SELECT s FROM t",
        "''           | SELECT i FROM n WHERE pad IN (SELECT s FROM t)",
        "''           | SELECT i FROM n WHERE pad < (SELECT MAX(s) FROM (SELECT s FROM t ORDER BY"
            + " id LIMIT 8000) AS few)",
        "Delete(big)  | DELETE FROM big",
        "Update(big)  | UPDATE big SET i = i + 1",
        "Merge(big)   | MERGE INTO big USING (SELECT i AS j FROM n) AS s ON big.i = s.j WHEN"
            + " MATCHED THEN DELETE",
        "Insert(keyed) ON CONFLICT | INSERT INTO keyed SELECT id, s FROM t ON CONFLICT (id) DO"
            + " NOTHING",
      })
  void whatDoesNotFitFailsAndPassesWithMore(String holder, String sql) {
    assertNeedsMore(holder, sql);
  }

  @Test
  void soDoesASearchForManyVectors() {
    assertNeedsMore(
        "VectorTopK(vectors.v, ",
        "SELECT * FROM vectors ORDER BY l2_distance(v, ?) LIMIT 4000",
        new float[128]);
  }

  private static void assertNeedsMore(String holder, String sql, Object... values) {
    db.run("SET memory_limit = '1MB'");
    QuiverException failure =
        catchThrowableOfType(QuiverException.class, () -> db.run(sql, values));
    assertThat(failure).as(sql).isNotNull();
    assertThat(failure.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
    assertThat(failure.code().sqlState()).isEqualTo("53200");
    assertThat(failure.getMessage())
        .startsWith(holder)
        .matches(
            ".* asks for [1-9][0-9]* more bytes of memory; its session holds [0-9]+ of its"
                + " memory_limit of 1048576");
    assertThat(held(db)).isZero();
    assertThat(db.value("SELECT COUNT(*) FROM n")).isEqualTo(90L);

    db.run("SET memory_limit = '64MB'");
    db.session().begin();
    db.run(sql, values);
    db.session().rollback();
    assertThat(held(db)).isZero();
  }

  @Test
  void rowsThatPassByAreNotCounted() {
    db.run("SET memory_limit = '1MB'");
    assertThat(db.rows("SELECT * FROM t")).hasSize(8_100);
    assertThat(db.value("SELECT SUM(i) FROM big")).isEqualTo(7_209_000L);
    assertThat(db.rows("SELECT t.id FROM t JOIN n ON t.id = n.i ORDER BY t.id")).hasSize(90);
  }

  @Test
  void theStatementsOfASessionShareIt() {
    db.run("SET memory_limit = '6MB'");
    String sort = "SELECT * FROM t ORDER BY s";
    Result.Rows first = open(sort);
    assertThat(first.next()).isNotNull();
    long held = held(db);
    assertThat(held).isGreaterThan(2_000_000);
    assertThatThrownBy(() -> db.run(sort)).hasMessageStartingWith("Sort(");
    assertThat(held(db)).isEqualTo(held);
    try (TestSession other = db.another()) {
      other.run("SET memory_limit = '6MB'");
      assertThat(other.rows(sort)).hasSize(8_100);
    }
    assertThat(TestSession.drain(first)).isNotEmpty();
    assertThat(held(db)).isZero();
    assertThat(db.rows(sort)).hasSize(8_100);
  }

  private static Result.Rows open(String sql) {
    return (Result.Rows)
        db.session().prepare(sql).execute(new Object[0], StatementControl.unlimited());
  }

  @Test
  void theConnectionMayBringIt() {
    SessionOptions options =
        new SessionOptions("public", false, null, "tester", Map.of("memory_limit", "1024KB"));
    try (TestSession small = db.another(options)) {
      assertThatThrownBy(() -> small.rows("SELECT * FROM t ORDER BY s"))
          .hasMessageEndingWith("of its memory_limit of 1048576");
      small.run("SET memory_limit = '64MB'");
      assertThat(small.rows("SELECT * FROM t ORDER BY s")).hasSize(8_100);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "1048575", "1023KB", "-1", "0", "5TB"})
  void anythingElseIsNoLimit(String text) {
    assertThatThrownBy(() -> db.run("SET memory_limit = '" + text + "'"))
        .hasMessage(
            "setting memory_limit = '"
                + text
                + "': expected 1MB or more, as a number of bytes, or of KB, MB or GB such as"
                + " 512MB");
  }

  @ParameterizedTest
  @CsvSource({
    "1048576, 1048576",
    "1024KB, 1048576",
    "3MB, 3145728",
    "2GB, 2147483648",
    "999999999GB, 1073741822926258176"
  })
  void unitsArePowersOf1024(String text, long bytes) {
    assertThat(MemoryLimit.bytes(text)).hasValue(bytes);
  }

  @Test
  void byDefaultItIsHalfOfTheHeap() {
    assertThat(MemoryLimit.bytes("")).hasValue(Runtime.getRuntime().maxMemory() / 2);
  }
}
