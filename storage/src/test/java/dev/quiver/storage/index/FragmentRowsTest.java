package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.posting.Postings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows may be found, one after the other and counted by list. */
class FragmentRowsTest {
  private static final int ROWS = 1_000;

  private final IndexedTable table = new IndexedTable(new MemoryFileStore("memory"), 4);
  private final Random random = new Random(3);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.02, 0.5, 0.99, 1})
  void nextGoesThroughThoseThatMayBeFound(double share) {
    try (FragmentReader reader = reader()) {
      FragmentRows rows = rows(reader, share);
      List<Integer> found = new ArrayList<>();
      for (int row = rows.next(0); row < ROWS; row = rows.next(row + 1)) {
        found.add(row);
      }
      assertThat(found).isEqualTo(IntStream.range(0, ROWS).filter(rows::has).boxed().toList());
      assertThat(rows.next(ROWS)).isEqualTo(ROWS);
    }
  }

  @Test
  void nextGoesThroughAllWhereAllMayBeFound() {
    try (FragmentReader reader = reader()) {
      FragmentRows all = new FragmentRows(0, reader, 0, null, ROWS);
      assertThat(IntStream.range(0, ROWS).allMatch(row -> all.next(row) == row)).isTrue();
      assertThat(all.next(ROWS)).isEqualTo(ROWS);
    }
  }

  @Test
  void countsOfListsAreThoseOfTheirRowsAndOfTheListsAskedFor() {
    try (FragmentReader reader = reader()) {
      FragmentRows rows = rows(reader, 0.1);
      ListMatches counts = new ListMatches();
      for (int lists : new int[] {8, 24}) {
        Postings postings = indexed(lists);
        for (int again = 0; again < 2; again++) {
          int total = 0;
          for (int list = 0; list < postings.lists(); list++) {
            int counted = counts.of(rows, postings, list);
            assertThat(counted).isBetween(0, postings.count(list));
            assertThat(counted).isEqualTo(count(rows, postings, list));
            total += counted;
          }
          assertThat(total).isEqualTo(rows.matches());
        }
      }
    }
  }

  private static int count(FragmentRows rows, Postings postings, int list) {
    int[] ids = new int[postings.count(list)];
    int at = 0;
    for (int chunk = 0; chunk < postings.chunks(list); chunk++) {
      postings.chunk(list, chunk).asIntBuffer().get(ids, at, postings.size(list, chunk));
      at += postings.size(list, chunk);
    }
    return (int) IntStream.of(ids).filter(rows::has).count();
  }

  private Postings indexed(int lists) {
    table.commit(
        t -> {
          if (!table.table().indexes().isEmpty()) {
            t.dropIndex(IndexedTable.TABLE, "idx");
          }
        });
    table.index(IndexMethod.IVF_RQ, Metric.L2, lists);
    return Objects.requireNonNull(table.table().indexes().get(0).postings(0));
  }

  private FragmentReader reader() {
    table.append(IndexedTable.clustered(random, ROWS, 4, 8));
    TableVersion version = table.table();
    return version.fragments().get(0).open(new int[] {1});
  }

  private FragmentRows rows(FragmentReader reader, double share) {
    long[] bits = new long[(ROWS + 63) / 64];
    int matches = 0;
    for (int row = 0; row < ROWS; row++) {
      if (random.nextDouble() < share) {
        bits[row >>> 6] |= 1L << row;
        matches++;
      }
    }
    return new FragmentRows(0, reader, 0, bits, matches);
  }
}
