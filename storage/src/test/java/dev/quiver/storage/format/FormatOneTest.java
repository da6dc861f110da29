package dev.quiver.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Rows;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.commit.CommitLog;
import dev.quiver.storage.dump.DumpFile;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.file.MemoryFileStore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Databases of format version 1 stay readable: one written then, and one written now. */
class FormatOneTest {
  private static FileStore frozen() throws URISyntaxException {
    return new LocalFileStore(
        Path.of(Objects.requireNonNull(FormatOneTest.class.getResource("/format-1")).toURI()));
  }

  @Test
  void theFrozenDatabaseIsReadInFull() throws URISyntaxException {
    check(frozen());
  }

  @Test
  void whatIsWrittenNowIsReadInFull() {
    FileStore store = new MemoryFileStore("memory");
    FormatOne.write(store);
    check(store);
  }

  private static void check(FileStore store) {
    Database database = Database.open(store, new OpenOptions(true, false));
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
    Snapshot snapshot = database.latest();
    assertThat(snapshot.number()).isEqualTo(FormatOne.LOG_COMMITS + 3);
    assertThat(snapshot.tags()).containsOnly(java.util.Map.entry("start", 1L));
    TableVersion all = snapshot.table(FormatOne.ALL).orElseThrow();
    assertThat(all.schema()).isEqualTo(FormatOne.schema());
    assertRows(all, List.of(FormatOne.rows().get(0), FormatOne.rows().get(2)));
    assertRows(snapshot.table(FormatOne.ALL, new VersionPoint.Tag("start")), FormatOne.rows());
    TableVersion log = snapshot.table(FormatOne.LOG).orElseThrow();
    assertThat(log.name().toString()).isEqualTo("ops.log");
    assertThat(Rows.firsts(log)).containsExactly("line 0", "line 1", "line 2", "line 3");
    VersionPoint before = new VersionPoint.Version(FormatOne.LOG_COMMITS + 1);
    assertThat(Rows.firsts(snapshot.table(FormatOne.LOG, before))).hasSize(FormatOne.LOG_COMMITS);
    assertThat(log.history()).extracting(VersionRecord::operation).last().isEqualTo("RESTORE");
  }

  private static void assertRows(TableVersion table, List<List<Object>> expected) {
    List<List<Object>> rows = Rows.read(table);
    assertThat(rows).hasSameSizeAs(expected);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(Arrays.deepToString(rows.get(i).toArray()))
          .isEqualTo(Arrays.deepToString(expected.get(i).toArray()));
    }
  }

  @Test
  void everyFramedFileIsShownAsJson() throws IOException, URISyntaxException {
    FileStore store = frozen();
    String commit = DumpFile.toJson(store, CommitLog.path(1));
    assertThat(commit)
        .contains("\"kind\": \"commit\"")
        .contains("\"number\": 1")
        .contains("\"name\": \"all_types\"")
        .contains("\"start\": 1");
    int shown = 0;
    Path root = Path.of(store.name());
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".arrow") && !name.equals("latest")) {
          String json = DumpFile.toJson(store, root.relativize(file).toString());
          assertThat(json).startsWith("{\n  \"kind\": \"").endsWith("}\n");
          shown++;
        }
      }
    }
    assertThat(shown).isGreaterThan(3 * FormatOne.LOG_COMMITS / 2);
  }
}
