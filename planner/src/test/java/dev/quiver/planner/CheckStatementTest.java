package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.storage.file.MemoryFileStore;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckStatementTest {
  private final MemoryFileStore store = new MemoryFileStore("memory");

  private void fill(TestSession db) {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER)");
    db.run("INSERT INTO t VALUES (1, 10), (2, 20)");
    db.run("DELETE FROM t WHERE id = 1");
    db.run("CREATE TABLE u (id INTEGER)");
    db.run("INSERT INTO u VALUES (1)");
  }

  @Test
  void aSoundDatabaseIsOkInEveryWay() {
    try (TestSession db = TestSession.over(store)) {
      fill(db);
      List<List<Object>> rows = db.rows("CHECK DATABASE");
      assertThat(rows.get(0).subList(0, 2)).isEqualTo(List.of("database", "all"));
      assertThat((String) rows.get(0).get(2)).contains("3 rows").contains("bytes read");
      assertThat(rows.subList(1, rows.size()))
          .containsExactly(
              List.of("database", "references", "ok"),
              List.of("database", "checksums", "ok"),
              List.of("database", "counts", "ok"),
              List.of("database", "statistics", "ok"),
              List.of("database", "deletes", "ok"),
              List.of("database", "indexes", "ok"),
              List.of("database", "keys", "ok"));
      assertThat(db.rows("CHECK TABLE t")).contains(List.of("table t", "keys", "ok"));
      assertThatThrownBy(() -> db.rows("CHECK TABLE none"))
          .hasMessageContaining("unknown table none");
    }
  }

  @Test
  void aDamagedFileIsNamed() {
    TestSession db = TestSession.over(store);
    fill(db);
    String table = db.session().snapshot().tables().get(0).table();
    String directory =
        "tables/"
            + db.session()
                .snapshot()
                .table(dev.quiver.storage.TableName.of(table))
                .orElseThrow()
                .id()
            + "/data";
    String path = directory + "/" + store.list(directory).get(0);
    byte[] bytes = store.readIfPresent(path);
    bytes[bytes.length / 3] ^= 1;
    store.writeHint(path, bytes);
    assertThat(db.rows("CHECK DATABASE"))
        .anySatisfy(
            row -> {
              assertThat(row.subList(0, 2)).isEqualTo(List.of("memory/" + path, "checksums"));
              assertThat((String) row.get(2)).contains("is damaged: wrong checksum");
            });
  }
}
