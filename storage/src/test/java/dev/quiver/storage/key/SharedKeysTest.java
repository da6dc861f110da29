package dev.quiver.storage.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Rows;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.Crowd;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.fragment.MaskedFragment;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keys of fragments without key files, kept for all threads, are those of that fragment's rows. */
class SharedKeysTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final TableName PAIRS = TableName.of("pairs");
  private static final int FRAGMENTS = 12;
  private static final int ROWS = 6;
  private static final int VALUES = 24;

  /** Keys of the same values in other columns, and in another order. */
  private static final List<List<Integer>> KEYS =
      List.of(List.of(0), List.of(1), List.of(0, 1), List.of(1, 0));

  private static Schema schema(List<Key> keys) {
    return new Schema(
        List.of(
            new Field(0, "a", SimpleType.BIGINT, false),
            new Field(1, "b", SimpleType.BIGINT, false)),
        List.of(),
        keys,
        2);
  }

  private static List<MaskedFragment> written(List<List<List<Object>>> fragments) {
    OpenOptions withoutKeyFiles = OpenOptions.DEFAULT.withKeyFileRows(Integer.MAX_VALUE);
    Database database = Database.open(new MemoryFileStore("memory"), withoutKeyFiles);
    Schema schema = schema(List.of());
    try (Transaction t = database.begin()) {
      t.createTable(PAIRS, schema);
      t.commit("CREATE TABLE");
    }
    for (List<List<Object>> rows : fragments) {
      try (Transaction t = database.begin()) {
        Rows.append(t, PAIRS, Rows.batch(schema, rows));
        t.commit("INSERT");
      }
    }
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
    return database.latest().table(PAIRS).orElseThrow().fragments().stream()
        .map(MaskedFragment.class::cast)
        .toList();
  }

  /** As messages show them. */
  private static Set<String> values(List<List<Object>> rows, List<Integer> columns) {
    return rows.stream()
        .map(row -> columns.stream().map(c -> "" + row.get(c)))
        .map(values -> values.collect(Collectors.joining(", ", "(", ")")))
        .collect(Collectors.toSet());
  }

  @Test
  void keysOfFragmentsWithoutKeyFiles() throws Exception {
    Random rows = new Random(1);
    List<List<List<Object>>> contents = new ArrayList<>();
    for (int i = 0; i < FRAGMENTS; i++) {
      List<List<Object>> content = new ArrayList<>();
      for (int k = 0; k < ROWS; k++) {
        content.add(List.of((long) rows.nextInt(VALUES), (long) rows.nextInt(VALUES)));
      }
      contents.add(content);
    }
    List<MaskedFragment> fragments = written(contents);
    assertThat(fragments).hasSize(FRAGMENTS).allMatch(f -> f.keys(List.of(0)).isEmpty());
    String failure =
        Crowd.failure(
            SHORT,
            KeyTables::new,
            (tables, random) -> {
              int one = random.nextInt(FRAGMENTS);
              int other = random.nextInt(FRAGMENTS);
              List<Integer> columns = KEYS.get(random.nextInt(KEYS.size()));
              Set<String> both = new HashSet<>(values(contents.get(one), columns));
              both.retainAll(values(contents.get(other), columns));
              Schema schema = schema(List.of(new Key("k", columns)));
              Optional<String> found =
                  tables
                      .shared(schema, fragments.get(one), fragments.get(other))
                      .map(SharedKey::values);
              assertThat(found.isPresent()).as("%s of %s", found, both).isEqualTo(!both.isEmpty());
              found.ifPresent(values -> assertThat(both).contains(values));
            },
            tables -> {});
    assertThat(failure).isEmpty();
  }
}
