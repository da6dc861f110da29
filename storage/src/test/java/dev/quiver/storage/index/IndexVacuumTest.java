package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.Database;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Retention;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.file.MemoryFileStore;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What becomes of an index, its answers and its files, when its table is compacted and vacuumed.
 */
@ExtendWith(SoundTables.class)
class IndexVacuumTest {
  private static final Retention LAST = Retention.lastVersions(1);
  private static final float[] QUERY = {0, 0, 1, 0};

  private final MemoryFileStore store = new MemoryFileStore("memory");
  private final IndexedTable indexed = new IndexedTable(store, 4);

  private void append(int count) {
    Random random = new Random(count);
    for (int i = 0; i < count; i++) {
      List<float @Nullable []> vectors = IndexedTable.clustered(random, 50, 4, 3);
      indexed.append(vectors);
    }
  }

  private void index() {
    indexed.index(IndexMethod.IVF_RQ, Metric.L2, 3);
  }

  private List<String> files() {
    return store.list("tables/" + indexed.table().id() + "/indexes");
  }

  private static void assertRight(TableVersion table) {
    assertThat(IndexedTable.search(table, QUERY, 400, 0.99, row -> true))
        .containsExactly(IndexedTable.exact(table, QUERY, 400, row -> true));
  }

  private void assertSound() {
    assertThat(indexed.database.check(null, Progress.NONE).findings()).isEmpty();
    assertRight(indexed.table());
    try (Database anew = Database.open(store, OpenOptions.DEFAULT)) {
      assertRight(anew.latest().table(IndexedTable.TABLE).orElseThrow());
    }
  }

  @Test
  void aCompactedFragmentHasTheListsOfItsPartsWhichGo() {
    append(8);
    index();
    List<String> before = files();
    assertThat(before).hasSize(9);
    assertSound();
    indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
    assertThat(indexed.table().fragments()).hasSize(1);
    assertThat(indexed.table().indexes().get(0).rowsUnindexed()).isZero();
    assertThat(files()).hasSize(10);
    assertSound();
    indexed.database.vacuum(IndexedTable.TABLE, LAST, Progress.NONE);
    assertThat(files()).hasSize(2).anyMatch(file -> file.endsWith(".generation"));
    assertThat(before)
        .doesNotContainAnyElementsOf(
            files().stream().filter(file -> file.endsWith(".postings")).toList());
    assertSound();
    assertThat(indexed.table().indexes()).hasSize(1);
  }

  @Test
  void listsOfTheNewestVersionStay() {
    append(3);
    index();
    append(2);
    List<String> before = files();
    indexed.database.vacuum(LAST, Progress.NONE);
    assertThat(indexed.table().history()).hasSize(1);
    assertThat(files()).isEqualTo(before).hasSize(4);
    assertThat(indexed.table().indexes().get(0).rowsIndexed()).isEqualTo(150);
    assertSound();
  }

  @Test
  void aDroppedIndexGoesWhileFragmentsStillNameItsLists() {
    append(3);
    index();
    List<String> first = files();
    indexed.commit(t -> t.dropIndex(IndexedTable.TABLE, "idx"));
    index();
    indexed.database.vacuum(LAST, Progress.NONE);
    assertThat(files()).hasSize(4).doesNotContainAnyElementsOf(first);
    assertSound();
    indexed.commit(t -> t.dropIndex(IndexedTable.TABLE, "idx"));
    indexed.database.vacuum(LAST, Progress.NONE);
    assertThat(files()).isEmpty();
    assertThat(indexed.database.check(null, Progress.NONE).findings()).isEmpty();
  }

  @Test
  void aTagKeepsTheListsOfItsSnapshot() {
    append(4);
    index();
    indexed.commit(t -> t.createTag("release"));
    indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
    append(1);
    indexed.commit(t -> t.dropIndex(IndexedTable.TABLE, "idx"));
    indexed.database.vacuum(LAST, Progress.NONE);
    TableVersion tagged =
        indexed.database.latest().table(IndexedTable.TABLE, new VersionPoint.Tag("release"));
    assertThat(tagged.indexes().get(0).rowsIndexed()).isEqualTo(200);
    assertRight(tagged);
    indexed.commit(t -> t.restore(IndexedTable.TABLE, new VersionPoint.Tag("release")));
    assertThat(indexed.table().rowCount()).isEqualTo(200);
    indexed.commit(t -> t.dropTag("release"));
    append(1);
    indexed.database.optimize(IndexedTable.TABLE, Progress.NONE);
    indexed.database.vacuum(LAST, Progress.NONE);
    assertThat(files()).isEmpty();
    assertThat(indexed.database.check(null, Progress.NONE).findings()).isEmpty();
  }
}
