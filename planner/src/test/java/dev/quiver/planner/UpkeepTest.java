package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.storage.file.LocalFileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OPTIMIZE and VACUUM as SQL has them. */
class UpkeepTest {
  private final TestSession db = TestSession.inMemory();

  @BeforeEach
  void fiveVersions() {
    db.run("CREATE TABLE docs (id INTEGER PRIMARY KEY, name VARCHAR)");
    db.run("INSERT INTO docs VALUES (1, 'one'), (2, 'two')");
    db.run("INSERT INTO docs VALUES (3, 'three')");
    db.run("INSERT INTO docs VALUES (4, 'four')");
    db.run("DELETE FROM docs WHERE id = 1");
  }

  @Test
  void optimizeMergesAndDropsDeletedRowsWithoutAVersion() {
    assertThat(db.rows("SELECT COUNT(*), SUM(deleted_rows) FROM sys.fragments"))
        .containsExactly(List.of(3L, 1L));
    db.run("OPTIMIZE TABLE docs");
    assertThat(db.rows("SELECT physical_rows, live_rows, deleted_rows FROM sys.fragments"))
        .containsExactly(List.of(3L, 3L, 0L));
    assertThat(db.rows("SELECT id FROM docs ORDER BY id"))
        .containsExactly(List.of(2), List.of(3), List.of(4));
    assertThat(db.value("SELECT MAX(version) FROM sys.versions")).isEqualTo(5L);
    assertThat(db.rows("SELECT id FROM docs AS OF VERSION 2 ORDER BY id"))
        .containsExactly(List.of(1), List.of(2));
    assertThat(db.value("SELECT COUNT(*) FROM sys.jobs")).isEqualTo(0L);
  }

  @Test
  void vacuumRetainsVersionsAndNamesTheOldestKept() {
    db.run("VACUUM TABLE docs RETAIN 2 VERSIONS");
    assertThat(db.rows("SELECT version FROM sys.versions ORDER BY version"))
        .containsExactly(List.of(4L), List.of(5L));
    assertThat(db.rows("SELECT id FROM docs AS OF VERSION 4 ORDER BY id")).hasSize(4);
    assertThatThrownBy(() -> db.run("SELECT * FROM docs AS OF VERSION 2"))
        .hasMessage(
            "version 2 of table docs was vacuumed; the oldest kept is 4 (line 1, column 15)");
    assertThatThrownBy(() -> db.run("RESTORE TABLE docs TO VERSION 1"))
        .hasMessageContaining("version 1 of table docs was vacuumed; the oldest kept is 4");
  }

  @Test
  void vacuumKnowsAgesAndTheWholeDatabase() {
    db.run("VACUUM DATABASE OLDER THAN INTERVAL '7' DAY");
    db.run("VACUUM TABLE docs");
    assertThat(db.value("SELECT COUNT(*) FROM sys.versions")).isEqualTo(5L);
    db.run("VACUUM DATABASE OLDER THAN INTERVAL '0' SECOND");
    assertThat(db.value("SELECT COUNT(*) FROM sys.versions")).isEqualTo(1L);
    db.run("CREATE TAG 'kept'");
    db.run("TRUNCATE TABLE docs");
    db.run("INSERT INTO docs VALUES (9, 'nine')");
    db.run("VACUUM DATABASE RETAIN 1 VERSION");
    assertThat(db.rows("SELECT id FROM docs AS OF TAG 'kept' ORDER BY id")).hasSize(3);
  }

  @Test
  void oneVacuumRemovesWhatItGivesUp(@TempDir Path directory) throws IOException {
    try (TestSession session = TestSession.over(new LocalFileStore(directory))) {
      session.run("CREATE TABLE docs (id INTEGER)");
      session.run("INSERT INTO docs VALUES (1)");
      session.run("INSERT INTO docs VALUES (2)");
      session.run("OPTIMIZE TABLE docs");
      assertThat(dataFiles(directory)).isEqualTo(3);
      session.run("VACUUM DATABASE RETAIN 1 VERSIONS");
      assertThat(dataFiles(directory)).isEqualTo(1);
      assertThat(session.value("SELECT SUM(id) FROM docs")).isEqualTo(3L);
    }
  }

  private static long dataFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".arrow")).count();
    }
  }

  @Test
  void neitherRunsInATransaction() {
    db.run("BEGIN");
    assertThatThrownBy(() -> db.run("OPTIMIZE TABLE docs"))
        .hasMessage("OPTIMIZE cannot run inside a transaction");
    assertThatThrownBy(() -> db.run("VACUUM DATABASE"))
        .hasMessage("VACUUM cannot run inside a transaction");
    db.run("ROLLBACK");
    db.run("VACUUM DATABASE");
  }

  @Test
  void whatMakesNoSenseIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> db.run("OPTIMIZE TABLE nowhere"))
        .hasMessage("unknown table nowhere (line 1, column 16)");
    assertThatThrownBy(() -> db.run("VACUUM TABLE docs RETAIN 0 VERSIONS"))
        .hasMessage("RETAIN needs a number of versions from 1, not 0 (line 1, column 26)");
    assertThatThrownBy(() -> db.run("VACUUM TABLE docs OLDER THAN INTERVAL -'1' DAY"))
        .hasMessageContaining("OLDER THAN needs an interval of days or less, from 0");
    assertThatThrownBy(() -> db.run("OPTIMIZE docs"))
        .hasMessageContaining("syntax error at \"OPTIMIZE\" (line 1, column 1)");
  }

  @Test
  void theirWordsStayNames() {
    db.run("CREATE TABLE vacuum (optimize INTEGER, older INTEGER, than INTEGER, retain INTEGER)");
    assertThat(db.rows("SELECT optimize, older, than, retain FROM vacuum")).isEmpty();
  }
}
