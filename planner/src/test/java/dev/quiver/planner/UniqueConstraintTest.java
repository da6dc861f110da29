package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** UNIQUE: declared, kept, named in errors, and what ON CONFLICT goes by. */
class UniqueConstraintTest {
  private final TestSession db = TestSession.inMemory();

  @BeforeEach
  void tables() {
    db.run(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, email VARCHAR UNIQUE, room INTEGER,"
            + " house VARCHAR, CONSTRAINT one_place UNIQUE (house, room))");
    db.run("INSERT INTO people VALUES (1, 'a@x', 1, 'north'), (2, NULL, NULL, 'north')");
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void refused(String sql, String message) {
    assertThatThrownBy(() -> db.run(sql))
        .isInstanceOfSatisfying(
            QuiverException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
              assertThat(e.code().sqlState()).isEqualTo("23505");
            })
        .hasMessage(message);
  }

  @Test
  void everyStatementKeepsIt() {
    String email = "duplicate key ('a@x') in unique constraint people_email_key (email)";
    String place = "duplicate key ('north', 1) in unique constraint one_place (house, room)";
    refused("INSERT INTO people VALUES (3, 'a@x', 2, 'west')", email + " of table people");
    refused("INSERT INTO people VALUES (3, 'b@x', 1, 'north')", place + " of table people");
    refused("UPDATE people SET email = 'a@x' WHERE id = 2", email + " of table people");
    refused("UPDATE people SET room = 1", place + " of table people");
    refused(
        "MERGE INTO people USING (VALUES (7, 'a@x')) AS s (id, email) ON people.id = s.id"
            + " WHEN NOT MATCHED THEN INSERT (id, email) VALUES (s.id, s.email)",
        email + " of table people");
    db.run("INSERT INTO people VALUES (3, NULL, NULL, 'north'), (4, NULL, 1, NULL)");
    db.run("UPDATE people SET email = 'b@x' WHERE id = 1");
    db.run("INSERT INTO people VALUES (5, 'a@x', 5, 'west')");
    assertThat(db.column("SELECT id FROM people ORDER BY id")).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aTransactionIsHeldToItToo() {
    db.run("START TRANSACTION");
    db.run("INSERT INTO people VALUES (3, 'c@x', 3, 'west')");
    refused(
        "INSERT INTO people VALUES (4, 'c@x', 4, 'west')",
        "duplicate key ('c@x') in unique constraint people_email_key (email) of table people");
    db.run("DELETE FROM people WHERE email = 'c@x'");
    db.run("INSERT INTO people VALUES (4, 'c@x', 4, 'west')");
    db.run("COMMIT");
    assertThat(db.value("SELECT id FROM people WHERE email = 'c@x'")).isEqualTo(4);
  }

  @Test
  void onConflictGoesByItsColumns() {
    assertThat(
            db.run(
                "INSERT INTO people VALUES (9, 'a@x', 9, 'west'), (8, 'n@x', 8, 'west')"
                    + " ON CONFLICT (email) DO UPDATE SET room = EXCLUDED.room, id = EXCLUDED.id"))
        .isEqualTo(2);
    assertThat(
            db.run(
                "INSERT INTO people VALUES (10, NULL, 9, 'north'), (11, NULL, NULL, 'north'),"
                    + " (12, NULL, NULL, 'north') ON CONFLICT (room, house) DO NOTHING"))
        .isEqualTo(2);
    assertThat(db.rows("SELECT id, room FROM people ORDER BY id"))
        .containsExactly(
            Arrays.asList(2, null),
            Arrays.asList(8, 8),
            Arrays.asList(9, 9),
            Arrays.asList(11, null),
            Arrays.asList(12, null));
  }

  @Test
  void itIsShownAndSurvivesRestoring() {
    assertThat(db.rows("DESCRIBE people"))
        .extracting(row -> row.get(4))
        .containsExactly("PRIMARY KEY", "UNIQUE", "UNIQUE (one_place)", "UNIQUE (one_place)");
    db.run("DELETE FROM people");
    db.run("RESTORE TABLE people TO VERSION 2");
    refused(
        "INSERT INTO people VALUES (3, 'a@x', 2, 'west')",
        "duplicate key ('a@x') in unique constraint people_email_key (email) of table people");
    db.run("CREATE TABLE copies (id, email, UNIQUE (email)) AS SELECT id, email FROM people");
    refused(
        "INSERT INTO copies VALUES (3, 'a@x')",
        "duplicate key ('a@x') in unique constraint copies_email_key (email) of table copies");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CREATE TABLE t (x INTEGER, UNIQUE (y)); unknown column y in a UNIQUE constraint",
        "CREATE TABLE t (x INTEGER, UNIQUE (x, x)); column x is twice in a UNIQUE constraint",
        "CREATE TABLE t (v VECTOR(2) UNIQUE); a UNIQUE constraint of type",
        "CREATE TABLE t (x INTEGER, CONSTRAINT k UNIQUE (x), CONSTRAINT k UNIQUE (x)); two constraints are named k",
        "INSERT INTO people (id) VALUES (1) ON CONFLICT DO NOTHING; ON CONFLICT needs the columns of a key, since people has several",
        "INSERT INTO people (id) VALUES (1) ON CONFLICT (room) DO NOTHING; are not the primary key of people, nor a UNIQUE constraint's",
      })
  void whatIsWrongIsSaid(String sql, String message) {
    assertThatThrownBy(() -> db.run(sql)).hasMessageContaining(message);
  }
}
