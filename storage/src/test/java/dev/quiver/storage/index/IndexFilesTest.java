package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Database;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.check.CheckFinding;
import dev.quiver.storage.check.CheckKind;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.posting.PostingWriter;
import dev.quiver.storage.posting.Postings;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the files of an index: damaged ones, and those of a build that failed. */
class IndexFilesTest {
  private final MemoryFileStore store = new MemoryFileStore("memory");

  private String directory(TableVersion table) {
    return "tables/" + table.id() + "/indexes";
  }

  @ParameterizedTest
  @EnumSource(value = IndexMethod.class, names = "IVF_FLAT", mode = EnumSource.Mode.EXCLUDE)
  void aFlippedOrCutByteIsAnErrorAndNeverAnAnswer(IndexMethod method) {
    IndexedTable table = new IndexedTable(store, 3);
    table.append(IndexedTable.clustered(new Random(1), 40, 3, 2));
    table.index(method, Metric.L2, 3);
    String directory = directory(table.table());
    List<String> names = store.list(directory);
    assertThat(names).hasSize(2);
    long[] right = searched();
    int errors = 0;
    for (String name : names) {
      String path = directory + "/" + name;
      byte[] content = Objects.requireNonNull(store.readIfPresent(path));
      for (int at = 0; at < content.length; at++) {
        byte[] damaged = content.clone();
        damaged[at] ^= 0x41;
        errors += errors(path, damaged, right);
      }
      for (int length = 0; length < content.length; length += 7) {
        errors += errors(path, java.util.Arrays.copyOf(content, length), right);
      }
      replace(path, content);
    }
    assertThat(errors).isGreaterThan(500);
  }

  private int errors(String path, byte[] content, long[] right) {
    replace(path, content);
    try (Database database = Database.open(store, OpenOptions.DEFAULT)) {
      assertThat(database.check(IndexedTable.TABLE, Progress.NONE).findings())
          .isNotEmpty()
          .allMatch(finding -> finding.file().endsWith(path));
    }
    try {
      assertThat(searched()).isEqualTo(right);
      return 0;
    } catch (QuiverException e) {
      assertThat(e.code()).isIn(Set.of(ErrorCode.CORRUPT_FILE, ErrorCode.NEWER_FORMAT));
      assertThat(e).hasMessageContaining(path);
      return 1;
    }
  }

  @Test
  void aMissingFileIsFoundByACheck() {
    IndexedTable table = new IndexedTable(store, 3);
    table.append(IndexedTable.clustered(new Random(1), 40, 3, 2));
    table.index(IndexMethod.IVF_RQ, Metric.L2, 3);
    for (String name : store.list(directory(table.table()))) {
      String path = directory(table.table()) + "/" + name;
      byte[] content = Objects.requireNonNull(store.readIfPresent(path));
      store.delete(path);
      assertThat(table.database.check(null, Progress.NONE).findings())
          .contains(
              new CheckFinding(
                  "memory/" + path,
                  CheckKind.REFERENCES,
                  "memory/" + path + " is damaged: the file is missing"));
      replace(path, content);
    }
    assertThat(table.database.check(null, Progress.NONE).findings()).isEmpty();
  }

  /** A posting file with right checksums, of one list and three rows. */
  private Postings postings(int[] rows, int[] outside, int[] nowhere) {
    String path = "tables/some/indexes/" + UUID.randomUUID() + ".postings";
    try (FileSink sink = store.create(path)) {
      PostingWriter out = new PostingWriter(sink, 1, 0);
      ByteBuffer chunk = PostingWriter.chunk(rows.length, 0);
      chunk.asIntBuffer().put(rows);
      out.add(chunk, rows.length);
      out.endList();
      out.finish(UUID.randomUUID(), 3, outside, nowhere);
    }
    return Postings.open(store.open(path));
  }

  @Test
  void listsMustHoldEachRowOnceAndInOrder() {
    int[] none = {};
    postings(new int[] {0, 1, 2}, none, none).verify(() -> {});
    postings(new int[] {1}, new int[] {0}, new int[] {2}).verify(() -> {});
    assertWrong(postings(new int[] {0, 1, 1}, none, none), "row 1 is there twice");
    assertWrong(postings(new int[] {0, 2, 1}, none, none), "row 1 follows row 2");
    assertWrong(postings(new int[] {0, 1}, none, new int[] {1}), "row 1 is there twice");
    assertWrong(postings(new int[] {0, 1, 3}, none, none), "it names row 3 of 3");
  }

  private static void assertWrong(Postings postings, String how) {
    assertThatThrownBy(() -> postings.verify(() -> {}))
        .isInstanceOf(QuiverException.class)
        .hasMessageEndingWith("is damaged: " + how);
  }

  private void replace(String path, byte[] content) {
    store.delete(path);
    store.createIfAbsent(path, content);
  }

  private long[] searched() {
    Database database = Database.open(store, OpenOptions.DEFAULT);
    TableVersion table = database.latest().table(IndexedTable.TABLE).orElseThrow();
    return IndexedTable.search(table, new float[] {0, 0, 1}, 40, 0.9, row -> true);
  }

  @Test
  void aGraphThatIsStoppedLeavesNothing() {
    IndexedTable table = new IndexedTable(store, 8);
    table.append(IndexedTable.clustered(new Random(1), 3_000, 8, 2));
    for (int after : new int[] {1, 500, 4_000, 5_900}) {
      Progress stopping =
          new Progress() {
            private long steps;

            @Override
            public void advance(long more) {
              steps += more;
              if (steps >= after) {
                throw new QuiverException(ErrorCode.CANCELLED);
              }
            }
          };
      try (Transaction t = table.database.begin()) {
        assertThatThrownBy(
                () ->
                    t.createIndex(
                        IndexedTable.TABLE,
                        IndexedTable.definition(IndexMethod.HNSW, Metric.L2, 0),
                        stopping))
            .hasMessage("statement was cancelled");
        assertThat(store.list(directory(table.table()))).isEmpty();
      }
    }
  }

  @Test
  void aBuildThatIsStoppedOrRolledBackLeavesNothing() {
    IndexedTable table = new IndexedTable(store, 8);
    table.append(IndexedTable.clustered(new Random(1), 3_000, 8, 2));
    for (String phase : List.of("sample", "train", "build", "calibrate")) {
      Progress stopping =
          new Progress() {
            private boolean reached;

            @Override
            public void enter(String entered, long total) {
              reached |= entered.equals(phase);
            }

            @Override
            public void advance(long more) {
              if (reached) {
                throw new QuiverException(ErrorCode.CANCELLED);
              }
            }
          };
      try (Transaction t = table.database.begin()) {
        assertThatThrownBy(
                () ->
                    t.createIndex(
                        IndexedTable.TABLE,
                        IndexedTable.definition(IndexMethod.IVF_RQ, Metric.L2, 10),
                        stopping))
            .as(phase)
            .isInstanceOf(QuiverException.class)
            .hasMessage("statement was cancelled");
        assertThat(store.list(directory(table.table()))).as(phase).isEmpty();
      }
    }
    try (Transaction t = table.database.begin()) {
      t.createIndex(
          IndexedTable.TABLE,
          IndexedTable.definition(IndexMethod.IVF_RQ, Metric.L2, 10),
          Progress.NONE);
      assertThat(t.view().table(IndexedTable.TABLE).orElseThrow().indexes()).hasSize(1);
      assertThat(store.list(directory(table.table()))).hasSize(2);
    }
    assertThat(store.list(directory(table.table()))).isEmpty();
    assertThat(table.table().indexes()).isEmpty();
  }

  @Test
  void aNameIsTakenOnce() {
    IndexedTable table = new IndexedTable(store, 2);
    table.append(IndexedTable.clustered(new Random(1), 10, 2, 2));
    try (Transaction late = table.database.begin()) {
      late.createIndex(
          IndexedTable.TABLE,
          IndexedTable.definition(IndexMethod.IVF_RQ, Metric.COSINE, 0),
          Progress.NONE);
      table.index(IndexMethod.IVF_RQ, Metric.L2, 0);
      assertThatThrownBy(() -> late.commit("CREATE INDEX"))
          .isInstanceOf(QuiverException.class)
          .hasMessage("index idx already exists on table vectors");
    }
    assertThatThrownBy(() -> table.index(IndexMethod.IVF_RQ, Metric.L2, 0))
        .hasMessage("index idx already exists on table vectors");
    assertThatThrownBy(() -> table.commit(t -> t.dropIndex(IndexedTable.TABLE, "other")))
        .hasMessage("unknown index other");
  }
}
