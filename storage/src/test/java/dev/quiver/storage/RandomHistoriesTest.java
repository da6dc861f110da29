package dev.quiver.storage;

import static dev.quiver.storage.Rows.DOCS;
import static dev.quiver.storage.Rows.DOCS_SCHEMA;
import static dev.quiver.storage.Rows.appendDocs;
import static dev.quiver.storage.Rows.delete;
import static dev.quiver.storage.Rows.firsts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.MemoryFileStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random appends, deletes, updates, restores, tags, compactions and vacuums, some of them in the
 * middle of a transaction, compared with lists of rows.
 */
class RandomHistoriesTest {
  private static final int STEPS = 120;

  private final FileStore store = new MemoryFileStore("memory");
  private final Map<Long, List<Object>> versions = new TreeMap<>();
  private final Map<String, List<Object>> tags = new HashMap<>();
  private List<Object> rows = new ArrayList<>();
  private long version = 1;
  private long nextId;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyVersionReadsAsItWasCommitted(long seed) {
    Random random = new Random(seed);
    Database database = Database.open(store, OpenOptions.DEFAULT);
    try (Transaction t = database.begin()) {
      t.createTable(DOCS, DOCS_SCHEMA);
      t.commit("CREATE TABLE");
    }
    versions.put(1L, List.of());
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(8) == 0) {
        maintain(database, random);
      } else {
        change(database, random);
      }
      check(database);
    }
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
  }

  private void change(Database database, Random random) {
    List<Object> after = new ArrayList<>(rows);
    try (Transaction t = database.begin()) {
      int kind = random.nextInt(10);
      if (kind == 0 && versions.size() > 1) {
        List<Long> known = new ArrayList<>(versions.keySet());
        long target = known.get(random.nextInt(known.size()));
        t.restore(DOCS, new VersionPoint.Version(target));
        after = new ArrayList<>(versions.get(target));
      } else if (kind == 1) {
        String tag = "t" + random.nextInt(3);
        if (tags.remove(tag) != null) {
          t.dropTag(tag);
        } else {
          t.createTag(tag);
          tags.put(tag, rows);
        }
        t.commit("TAG");
        return;
      } else {
        for (int i = random.nextInt(4); i >= 0; i--) {
          deleteOrAppend(t, after, random);
        }
      }
      if (random.nextInt(3) == 0) {
        maintain(database, random);
      }
      long before = database.latest().table(DOCS).orElseThrow().version();
      version = t.commit("CHANGE").table(DOCS).orElseThrow().version();
      assertThat(version - before).isLessThanOrEqualTo(1);
    }
    rows = after;
    versions.put(version, rows);
  }

  private void deleteOrAppend(Transaction t, List<Object> after, Random random) {
    if (random.nextBoolean() && !after.isEmpty()) {
      Object id = after.remove(random.nextInt(after.size()));
      delete(t, DOCS, id);
      if (random.nextBoolean()) {
        appendDocs(t, (Long) id);
        after.add(id);
      }
      return;
    }
    long[] ids = new long[1 + random.nextInt(5)];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = nextId++;
      after.add(ids[i]);
    }
    appendDocs(t, ids);
  }

  private void maintain(Database database, Random random) {
    if (random.nextInt(3) > 0) {
      database.optimize(DOCS, Progress.NONE);
      return;
    }
    int keep = 1 + random.nextInt(6);
    database.vacuum(Retention.lastVersions(keep), Progress.NONE);
    while (versions.size() > keep) {
      versions.remove(versions.keySet().iterator().next());
    }
  }

  private void check(Database database) {
    Snapshot latest = database.latest();
    TableVersion table = latest.table(DOCS).orElseThrow();
    assertThat(table.rowCount()).isEqualTo(rows.size());
    versions.forEach(
        (number, expected) ->
            assertThat(firsts(latest.table(DOCS, new VersionPoint.Version(number))))
                .as("version %d of %d", number, version)
                .isEqualTo(expected));
    tags.forEach(
        (tag, expected) ->
            assertThat(firsts(latest.table(DOCS, new VersionPoint.Tag(tag))))
                .as("tag %s", tag)
                .isEqualTo(expected));
  }
}
