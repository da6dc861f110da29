package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.QuiverException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans that outlive a statement, and literals that are taken out of its text for them. */
class CachedPlansTest {
  private static final String LITERAL =
      "'[" + String.join(",", Collections.nCopies(16, "1")) + "]'";

  private TestSession db;

  @BeforeEach
  void open() {
    db = TestSession.inMemory();
    db.run("CREATE TABLE t (id INTEGER, s VARCHAR)");
    db.run("CREATE TABLE w (id INTEGER, v VECTOR(16), short VECTOR(3))");
    db.run("INSERT INTO w VALUES (1, " + LITERAL + ", '[1, 2, 3]')");
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void anInsertIsPlannedAnewWhenATableThatItReadsIsAnother() {
    String insert = "INSERT INTO t VALUES (?, (SELECT MAX(x) FROM u))";
    db.run("CREATE TABLE u (x VARCHAR)");
    db.run("INSERT INTO u VALUES ('a')");
    db.run(insert, 1);
    db.run("DROP TABLE u");
    db.run("CREATE TABLE u (y INTEGER, x VARCHAR)");
    db.run("INSERT INTO u VALUES (7, 'b')");
    db.run(insert, 2);
    assertThat(db.rows("SELECT id, s FROM t ORDER BY id"))
        .containsExactly(List.of(1, "a"), List.of(2, "b"));
    db.run("DROP TABLE u");
    assertThatThrownBy(() -> db.run(insert, 3)).isInstanceOf(QuiverException.class);
  }

  @Test
  void anInsertReadsTheSystemTablesOfItsOwnSession() {
    String insert =
        "INSERT INTO t VALUES"
            + " (?, (SELECT MAX(\"value\") FROM sys.settings WHERE name = 'target_recall'))";
    db.run("SET target_recall = 0.5");
    db.run(insert, 1);
    try (TestSession second = db.another()) {
      second.run("SET target_recall = 0.75");
      second.run(insert, 2);
    }
    assertThat(db.column("SELECT s FROM t ORDER BY id")).containsExactly("0.5", "0.75");
  }

  @Test
  void aLongLiteralOfTheWrongLengthIsPlacedInTheText() {
    assertThatThrownBy(() -> db.run("SELECT id FROM w\nORDER BY short <-> " + LITERAL))
        .hasMessageContaining("line 2, column ")
        .hasMessageNotContaining("parameter");
    assertThatThrownBy(() -> db.run("INSERT INTO w VALUES (?, NULL, " + LITERAL + ")", 2))
        .hasMessage("column short: expected VECTOR(3), got 16 elements (line 1, column 32)");
    assertThatThrownBy(() -> db.run("UPDATE w SET short = " + LITERAL))
        .hasMessage("column short: expected VECTOR(3), got 16 elements (line 1, column 22)");
  }

  @Test
  void parametersAreNumberedAsInTheText() {
    String query = "SELECT id FROM w WHERE v <-> " + LITERAL + " < 9 AND id = ? AND id < ?";
    assertThat(db.column(query, 1, 2)).containsExactly(1);
    assertThatThrownBy(() -> db.run(query, "x", 2))
        .hasMessage("parameter 1: cannot convert 'x' to INTEGER");
    assertThatThrownBy(() -> db.run(query, 1, "y"))
        .hasMessage("parameter 2: cannot convert 'y' to INTEGER");
    assertThatThrownBy(
            () ->
                db.run(
                    "INSERT INTO t VALUES (?, UPPER(CAST(? AS VARCHAR))), (CAST(? AS INTEGER) + 1, '')",
                    1,
                    "a",
                    "z"))
        .hasMessage("parameter 3: cannot convert 'z' to INTEGER");
  }
}
