package dev.quiver.storage;

import static dev.quiver.storage.Rows.DOCS;
import static dev.quiver.storage.Rows.DOCS_SCHEMA;
import static dev.quiver.storage.Rows.appendDocs;
import static dev.quiver.storage.Rows.delete;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.commit.CommitLog;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.lookup.KeyIndex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A damaged file is an error that names it, or does no harm; never a wrong answer. */
class DamagedFilesTest {
  private static final int[] MASKS = {0x01, 0x80, 0xFF};
  private static final Set<ErrorCode> ALLOWED =
      Set.of(ErrorCode.CORRUPT_FILE, ErrorCode.NEWER_FORMAT, ErrorCode.NOT_A_DATABASE);

  private final MemoryFileStore store = new MemoryFileStore("memory");
  private String expected = "";

  @BeforeEach
  void fill() {
    try (Database database = Database.open(store, OpenOptions.DEFAULT.withKeyFileRows(2))) {
      try (Transaction t = database.begin()) {
        t.createTable(DOCS, DOCS_SCHEMA);
        appendDocs(t, 1, 2, 3);
        t.createTag("first");
        t.commit("CREATE TABLE");
      }
      for (int i = 0; i < 66; i++) {
        try (Transaction t = database.begin()) {
          appendDocs(t, 100 + i);
          t.commit("INSERT");
        }
      }
      try (Transaction t = database.begin()) {
        delete(t, DOCS, 2L, 100L);
        t.commit("DELETE");
      }
    }
    expected = readAll();
  }

  /** All that can be read of the newest snapshot, opened anew. */
  private String readAll() {
    try (Database database = Database.open(store, new OpenOptions(true, false))) {
      Snapshot snapshot = database.latest();
      TableVersion table = snapshot.table(DOCS).orElseThrow(() -> corrupt("no table"));
      StringBuilder all = new StringBuilder();
      all.append(database.uuid()).append(snapshot.number()).append(snapshot.committedAt());
      all.append(snapshot.tags()).append(table.schema()).append(table.rowCount());
      all.append(table.history());
      for (List<Object> row : Rows.read(table)) {
        all.append(Arrays.deepToString(row.toArray()));
      }
      for (Fragment fragment : table.fragments()) {
        fragment.keys(List.of(0)).ifPresent(keys -> all.append(keys(keys)));
        all.append(fragment.statistics(0)).append(fragment.bytes());
      }
      return all.toString();
    }
  }

  /** The rows of some keys, of which some are there. */
  private static List<Integer> keys(KeyIndex keys) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < keys.keys(); i++) {
      rows.add(keys.row(keys.find(keys.hash(i))));
      rows.add(keys.find(keys.hash(i) + 1));
    }
    return rows;
  }

  private static QuiverException corrupt(String what) {
    return new QuiverException(ErrorCode.CORRUPT_FILE, "test", what);
  }

  /** Of each kind of file that Quiver frames itself, those that the newest snapshot needs. */
  private List<String> files() {
    List<String> paths = new ArrayList<>(List.of("FORMAT"));
    Database database = Database.open(store, OpenOptions.DEFAULT);
    paths.add(CommitLog.path(database.latest().number()));
    TableVersion table = database.latest().table(DOCS).orElseThrow();
    for (String name : ReachableFiles.of(table)) {
      String kind = name.substring(name.lastIndexOf('.') + 1);
      if (!kind.equals("arrow")) {
        String directory = kind.endsWith("s") ? kind : kind + "s";
        paths.add("tables/" + table.id() + "/" + directory + "/" + name);
      }
    }
    assertThat(paths).hasSizeGreaterThanOrEqualTo(7).anyMatch(path -> path.endsWith(".keys"));
    return paths;
  }

  private byte[] content(String path) {
    return Objects.requireNonNull(store.readIfPresent(path));
  }

  private void assertNeverWrong(String path) {
    try {
      assertThat(readAll()).isEqualTo(expected);
    } catch (QuiverException e) {
      assertThat(ALLOWED).contains(e.code());
      String name = path.equals("FORMAT") ? "memory" : path;
      assertThat(e).hasMessageContaining(name);
    }
  }

  @Test
  void everyByteOfEveryFileIsGuarded() {
    for (String path : files()) {
      byte[] good = content(path);
      int step = path.endsWith(".group") ? good.length / 500 : 1;
      for (int i = 0; i < good.length; i += step) {
        for (int mask : MASKS) {
          byte[] bad = good.clone();
          bad[i] ^= (byte) mask;
          store.writeHint(path, bad);
          assertNeverWrong(path);
        }
      }
      store.writeHint(path, good);
    }
  }

  @Test
  void everyShortenedOrMissingFileIsNamed() {
    for (String path : files()) {
      byte[] good = content(path);
      for (int length = 0; length < good.length; length += Math.max(1, good.length / 64)) {
        store.writeHint(path, Arrays.copyOf(good, length));
        assertNeverWrong(path);
      }
      store.writeHint(path, Arrays.copyOf(good, good.length + 1));
      assertNeverWrong(path);
      store.writeHint(path, good);
    }
  }

  @Test
  void aForgedFileWithARightChecksumIsAnErrorOrAnAnswer() {
    for (String path : files()) {
      byte[] good = content(path);
      int step = Math.max(1, good.length / 128);
      for (int i = Envelope.HEADER_BYTES; i < good.length; i += step) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) MASKS[i % MASKS.length];
        store.writeHint(path, sign(bad));
        try {
          assertThat(readAll()).isNotNull();
        } catch (QuiverException e) {
          assertThat(ALLOWED).contains(e.code());
        }
      }
      store.writeHint(path, good);
    }
  }

  private static byte[] sign(byte[] file) {
    CRC32C crc = new CRC32C();
    crc.update(file, 0, 12);
    crc.update(file, 16, file.length - 16);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(12, (int) crc.getValue());
    return file;
  }

  @Test
  void aNewerVersionOrAnUnknownReaderFlagIsRefusedByName() {
    for (String path : files().stream().filter(path -> !path.endsWith(".keys")).toList()) {
      byte[] good = content(path);
      for (int at : new int[] {8, 22}) {
        byte[] newer = good.clone();
        newer[at] += (byte) (at == 8 ? 2 : 1);
        store.writeHint(path, sign(newer));
        assertThatThrownBy(this::readAll)
            .isInstanceOfSatisfying(
                QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NEWER_FORMAT))
            .hasMessageContaining(path)
            .hasMessageContaining(
                at == 8
                    ? "was written in format 3; this version reads up to 1"
                    : "was written in format 1 with feature flags 0x1000000000000");
      }
      store.writeHint(path, good);
    }
  }

  @Test
  void anUnknownWriterFlagRefusesWritingAlone() {
    for (String path : files().subList(0, 2)) {
      byte[] good = content(path);
      byte[] newer = good.clone();
      newer[24] = 1;
      store.writeHint(path, sign(newer));
      assertThat(readAll()).isEqualTo(expected);
      assertThatThrownBy(
              () -> {
                try (Transaction t = Database.open(store, OpenOptions.DEFAULT).begin()) {
                  appendDocs(t, 999);
                  t.commit("INSERT");
                }
              })
          .hasMessageContaining(path + " was written in format 1 with feature flags 0x1");
      store.writeHint(path, good);
    }
  }

  @Test
  void theHintMayLie() {
    for (String hint :
        List.of("", "1", "7", "69", "70", "999999", "-3", "0", "x", "99999999999999999999")) {
      store.writeHint("latest", hint.getBytes(US_ASCII));
      assertThat(readAll()).isEqualTo(expected);
    }
    store.delete("latest");
    assertThat(readAll()).isEqualTo(expected);
  }

  @Test
  void aDamagedHintProvesNothing() {
    byte[] good = content("latest");
    assertThat(good).asString(US_ASCII).matches("68 [0-9a-f]{8}\n");
    for (int i = 0; i < good.length; i++) {
      for (int mask = 1; mask < 256; mask++) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) mask;
        store.writeHint("latest", bad);
        assertThat(readAll()).isEqualTo(expected);
      }
      store.writeHint("latest", Arrays.copyOf(good, i));
      assertThat(readAll()).isEqualTo(expected);
    }
  }

  @Test
  void aLostNewestCommitIsNotServedAsAnOlderDatabase() {
    String newest = CommitLog.path(68);
    byte[] good = content(newest);
    store.delete(newest);
    String lost = "memory/" + newest + " is damaged: the file is missing; ";
    assertThatThrownBy(this::readAll)
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE))
        .hasMessage(lost + "commit 68 was made, and the newest there is 67");
    store.list("commits").forEach(name -> store.delete("commits/" + name));
    assertThatThrownBy(this::readAll)
        .hasMessage(lost + "commit 68 was made, and the newest there is 0");
    store.writeHint(newest, good);
    assertThat(readAll()).isNotEmpty();
  }

  @Test
  void aCommitThatIsLostAfterAVacuumIsMissedWithoutAHint() {
    try (Database database = Database.open(store, OpenOptions.DEFAULT)) {
      database.vacuum(new Retention(1, Duration.ZERO), Progress.NONE);
    }
    store.delete("latest");
    store.list("commits").forEach(name -> store.delete("commits/" + name));
    assertThatThrownBy(this::readAll).hasMessageContaining(" is damaged: the file is missing; ");
  }

  @Test
  void aPlaceOfAnotherProgramIsNoDatabase() {
    MemoryFileStore other = new MemoryFileStore("elsewhere");
    other.writeHint("notes.txt", new byte[1]);
    assertThatThrownBy(() -> Database.open(other, OpenOptions.DEFAULT))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_A_DATABASE))
        .hasMessage("elsewhere is no Quiver database: it holds notes.txt but no file FORMAT");
    other.writeHint("FORMAT", "hello, this is some other format".getBytes(US_ASCII));
    assertThatThrownBy(() -> Database.open(other, OpenOptions.DEFAULT))
        .hasMessage("elsewhere is no Quiver database: its file FORMAT is of another program");
  }

  @Test
  void aMissingDatabaseIsMadeOnlyIfAsked() {
    MemoryFileStore empty = new MemoryFileStore("empty");
    for (OpenOptions options :
        List.of(new OpenOptions(false, false), new OpenOptions(true, true))) {
      assertThatThrownBy(() -> Database.open(empty, options))
          .hasMessage("empty is no Quiver database: there is nothing, and it is not to be created");
    }
    assertThat(empty.list("")).isEmpty();
  }
}
