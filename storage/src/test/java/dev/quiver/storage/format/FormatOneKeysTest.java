package dev.quiver.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Rows;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.lookup.KeyColumns;
import dev.quiver.storage.lookup.KeyIndex;
import dev.quiver.storage.type.SimpleType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Key files and keys besides the primary one: those frozen then, and those written now; and that
 * keys hold in a database that was written before there were key files.
 */
class FormatOneKeysTest {
  private static FileStore frozen(String name) throws URISyntaxException {
    return new LocalFileStore(
        Path.of(Objects.requireNonNull(FormatOneKeysTest.class.getResource(name)).toURI()));
  }

  @Test
  void theFrozenKeyFilesAreRead() throws URISyntaxException {
    check(frozen("/format-1-keys"));
  }

  @Test
  void keyFilesWrittenNowAreRead() {
    FileStore store = new MemoryFileStore("memory");
    FormatOneKeys.write(store);
    check(store);
  }

  private static void check(FileStore store) {
    Database database = Database.open(store, new OpenOptions(true, false));
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
    TableVersion people = database.latest().table(FormatOneKeys.PEOPLE).orElseThrow();
    assertThat(people.schema()).isEqualTo(FormatOneKeys.SCHEMA);
    assertThat(people.rowCount()).isEqualTo(FormatOneKeys.COUNT - 1);
    KeyIndex ids = people.fragments().get(0).keys(List.of(0)).orElseThrow();
    KeyIndex emails = people.fragments().get(0).keys(List.of(1)).orElseThrow();
    assertThat(ids.keys()).isEqualTo(FormatOneKeys.COUNT);
    assertThat(emails.keys()).isEqualTo(FormatOneKeys.COUNT * 4 / 5);
    ColumnBuilder text = ColumnBuilder.of(SimpleType.VARCHAR);
    text.append("p7@example.org");
    long hash = new KeyColumns(List.of(text.build())).hash(0);
    assertThat(emails.row(emails.find(hash))).isEqualTo(7);
  }

  @Test
  void keysHoldWhereThereAreNoKeyFiles() throws IOException, URISyntaxException {
    LocalFileStore old = (LocalFileStore) frozen("/format-1");
    MemoryFileStore copy = new MemoryFileStore("memory");
    Path root = Path.of(old.name());
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy.writeHint(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    Database database = Database.open(copy, OpenOptions.DEFAULT.withKeyFileRows(1));
    TableVersion all = database.latest().table(FormatOne.ALL).orElseThrow();
    assertThat(all.fragments().get(0).keys(List.of(0))).isEmpty();
    try (Transaction t = database.begin()) {
      assertThatThrownBy(() -> append(t, FormatOne.rows().get(0)))
          .hasMessage("duplicate key (1) in primary key (c0) of table all_types");
      append(t, FormatOne.rows().get(1));
      t.commit("INSERT");
    }
    database.optimize(FormatOne.ALL, Progress.NONE);
    TableVersion merged = database.latest().table(FormatOne.ALL).orElseThrow();
    assertThat(merged.fragments()).hasSize(1);
    assertThat(merged.fragments().get(0).keys(List.of(0)).map(KeyIndex::keys)).hasValue(3);
    try (Transaction t = database.begin()) {
      assertThatThrownBy(() -> append(t, FormatOne.rows().get(1)))
          .hasMessage("duplicate key (2) in primary key (c0) of table all_types");
    }
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
  }

  private static void append(Transaction t, List<Object> row) {
    Rows.append(t, FormatOne.ALL, Rows.batch(FormatOne.schema(), Arrays.asList(row)));
  }
}
