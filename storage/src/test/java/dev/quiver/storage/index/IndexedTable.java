package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.vector.BitFloats;
import dev.quiver.storage.Database;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Rows;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A table of vectors for tests, searched through its index and, to compare, without. */
final class IndexedTable {
  static final TableName TABLE = TableName.of("vectors");

  final Database database;
  final int dimension;
  private final VectorType type;

  IndexedTable(FileStore store, int dimension) {
    this(store, VectorType.ofFloats(dimension));
  }

  /** With bits, vectors are given as 0 and 1. */
  IndexedTable(FileStore store, VectorType type) {
    this.database = Database.open(store, OpenOptions.DEFAULT);
    this.dimension = type.dimension();
    this.type = type;
    SoundTables.made(database);
    commit(t -> t.createTable(TABLE, schema()));
  }

  private Schema schema() {
    return new Schema(
        List.of(new Field(0, "id", SimpleType.BIGINT, false), new Field(1, "v", type, true)),
        List.of(),
        2);
  }

  Snapshot commit(Consumer<Transaction> change) {
    try (Transaction t = database.begin()) {
      change.accept(t);
      return t.commit("CHANGE");
    }
  }

  void append(List<float @Nullable []> vectors) {
    commit(t -> append(t, vectors));
  }

  void append(Transaction transaction, List<float @Nullable []> vectors) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (float[] vector : vectors) {
      boolean bits = type.element() == VectorType.Element.BIT;
      Object value = vector == null || !bits ? vector : BitFloats.pack(vector);
      rows.add(Arrays.asList((long) rows.size(), value));
    }
    Rows.append(transaction, TABLE, Rows.batch(schema(), rows));
  }

  static IndexDefinition definition(IndexMethod method, Metric metric, int lists) {
    return new IndexDefinition("idx", 1, method, metric, lists);
  }

  void index(IndexMethod method, Metric metric, int lists) {
    commit(t -> t.createIndex(TABLE, definition(method, metric, lists), Progress.NONE));
  }

  TableVersion table() {
    return database.latest().table(TABLE).orElseThrow();
  }

  /** Vectors around some centres. */
  static List<float @Nullable []> clustered(Random random, int count, int dimension, int centres) {
    float[][] means = new float[centres][dimension];
    for (float[] mean : means) {
      for (int i = 0; i < dimension; i++) {
        mean[i] = (float) random.nextGaussian() * 2;
      }
    }
    List<float @Nullable []> vectors = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      float[] vector = means[random.nextInt(centres)].clone();
      for (int i = 0; i < dimension; i++) {
        vector[i] += (float) random.nextGaussian();
      }
      vectors.add(vector);
    }
    return vectors;
  }

  /** The rows nearest to a query by the index and, where fragments have none, exactly. */
  static long[] search(
      TableVersion table, float[] query, int wanted, double recall, IntPredicate filter) {
    return search(table, query, wanted, effort(table, recall), filter);
  }

  static long[] search(
      TableVersion table, float[] query, int wanted, SearchEffort effort, IntPredicate filter) {
    return found(table, query, wanted, effort, filter).ids();
  }

  private static SearchEffort effort(TableVersion table, double recall) {
    VectorIndex index = table.indexes().get(0);
    return SearchEffort.forRecall(index.model(), recall)
        .orElse(SearchEffort.ofAll(index.model().mostEffort(), 8));
  }

  /** The share of the nearest rows that a search finds; of equally far rows any will do. */
  static double recall(
      TableVersion table, float[] query, int wanted, double asked, IntPredicate filter) {
    return recall(table, query, wanted, effort(table, asked), filter);
  }

  /** Likewise of a search that tries so hard. */
  static double recall(
      TableVersion table, float[] query, int wanted, SearchEffort effort, IntPredicate filter) {
    TopRows truth = nearest(table, query, wanted, filter);
    TopRows found = found(table, query, wanted, effort, filter);
    int all = truth.rows.size();
    assertThat(found.rows).hasSize(all);
    return all == 0 ? 1 : (double) found.within(truth.rows.get(all - 1)[0]) / all;
  }

  /** How many lists a search looks at. */
  static long listsProbed(
      TableVersion table, float[] query, int wanted, double recall, IntPredicate filter) {
    return run(table, query, effort(table, recall), filter, new TopRows(wanted)).listsProbed();
  }

  private static TopRows found(
      TableVersion table, float[] query, int wanted, SearchEffort effort, IntPredicate filter) {
    TopRows found = new TopRows(wanted);
    run(table, query, effort, filter, found);
    return found;
  }

  private static IndexWork run(
      TableVersion table, float[] query, SearchEffort effort, IntPredicate filter, TopRows found) {
    VectorIndex index = table.indexes().get(0);
    Metric metric = index.definition().metric();
    List<FragmentRows> covered = new ArrayList<>();
    for (int f = 0; f < table.fragments().size(); f++) {
      FragmentRows rows = rows(table, f, filter);
      if (index.covers(f)) {
        covered.add(rows);
      } else {
        exact(rows, query, metric, found);
      }
    }
    return IndexWork.of(
        index, new IndexSearch.Question(query, metric, effort), covered, found, () -> {});
  }

  static long[] exact(TableVersion table, float[] query, int wanted, IntPredicate filter) {
    return nearest(table, query, wanted, filter).ids();
  }

  private static TopRows nearest(
      TableVersion table, float[] query, int wanted, IntPredicate filter) {
    Metric metric = table.indexes().get(0).definition().metric();
    TopRows found = new TopRows(wanted);
    for (int f = 0; f < table.fragments().size(); f++) {
      exact(rows(table, f, filter), query, metric, found);
    }
    return found;
  }

  private static FragmentRows rows(TableVersion table, int position, IntPredicate filter) {
    Fragment fragment = table.fragments().get(position);
    FragmentReader reader = fragment.open(new int[] {0, 1});
    int[] live = new int[fragment.physicalRows()];
    int count = reader.liveRows(0, live.length, live);
    long[] matching = new long[(live.length + 63) / 64];
    int matches = 0;
    for (int i = 0; i < count; i++) {
      if (filter.test(live[i])) {
        matching[live[i] >>> 6] |= 1L << live[i];
        matches++;
      }
    }
    return new FragmentRows(position, reader, 1, matching, matches);
  }

  private static void exact(FragmentRows rows, float[] query, Metric metric, TopRows found) {
    int count = rows.reader().physicalRows();
    float[] vectors = new float[count * query.length];
    boolean[] nulls = rows.reader().readVectors(rows.column(), 0, count, vectors);
    double[] distances = new double[count];
    RowDistances.unpacked(metric).distances(vectors, count, query, distances);
    for (int row = 0; row < count; row++) {
      if (rows.has(row) && (nulls == null || !nulls[row]) && !Double.isNaN(distances[row])) {
        found.offer(distances[row], rows.fragment(), row);
      }
    }
  }

  /** The nearest rows, equally near ones by address. */
  static final class TopRows implements Found {
    private final int wanted;
    private final List<double[]> rows = new ArrayList<>();

    TopRows(int wanted) {
      this.wanted = wanted;
    }

    @Override
    public int wanted() {
      return wanted;
    }

    @Override
    public double threshold() {
      return rows.size() < wanted ? Double.POSITIVE_INFINITY : rows.get(wanted - 1)[0];
    }

    @Override
    public void offer(double distance, int fragment, int row) {
      double[] added = {distance, ((long) fragment << 32) + row};
      int at = rows.size();
      while (at > 0
          && (rows.get(at - 1)[0] > distance
              || (rows.get(at - 1)[0] == distance && rows.get(at - 1)[1] > added[1]))) {
        at--;
      }
      rows.add(at, added);
      if (rows.size() > wanted) {
        rows.remove(wanted);
      }
    }

    /** How many are no farther than this. */
    int within(double distance) {
      int count = 0;
      for (double[] row : rows) {
        count += row[0] <= distance + Math.abs(distance) * 1e-6 ? 1 : 0;
      }
      return count;
    }

    long[] ids() {
      return rows.stream().mapToLong(r -> (long) r[1]).toArray();
    }
  }
}
