package dev.quiver.planner.operator;

import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.expression.Evaluation;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.index.FragmentRows;
import dev.quiver.storage.index.IndexWork;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search for many vectors at once: the rows that satisfy the conditions are found once, and then
 * either each block of their vectors is read once and compared with all queries, or the queries go
 * through an index one after the other, neighbours together. Large searches use two threads, which
 * end before a call does. For one thread.
 */
final class NearestBatch implements AutoCloseable {
  private static final int MOST_QUERIES = 1_024;

  /** Rows found that are held at a time, as long as each query gets all of its own. */
  private static final int MOST_RESULTS = 1 << 18;

  private static final long MAX_ROWS = Integer.MAX_VALUE - 8L;
  private static final int CANDIDATE_BYTES = Double.BYTES + Long.BYTES;

  /** Elements to be compared from which a second thread pays. */
  private static final double LARGE = 1 << 24;

  /** Queries that one thread takes through an index at a time. */
  private static final int NEIGHBOURS = 16;

  private final VectorSearchPlan plan;
  private final ExecutionContext context;
  private final OperatorStatistics statistics;
  private final HeldMemory memory;
  private final List<Fragment> fragments;
  private final TableVersion table;
  private final int dimension;
  private final long offset;
  private final int limit;
  private final double bound;
  private final List<FragmentRows> compared = new ArrayList<>();
  private @Nullable IndexedFragments indexed;
  private boolean prepared;
  private long matches;

  /**
   * What was found.
   *
   * @param rows of all queries, one query's after the other's
   * @param ends where the rows of each query end
   */
  record Results(DenseBatch rows, int[] ends) {
    int start(int query) {
      return query == 0 ? 0 : ends[query - 1];
    }
  }

  /**
   * @param memory what the selection of rows holds
   */
  NearestBatch(
      VectorSearchPlan plan,
      ExecutionContext context,
      OperatorStatistics statistics,
      HeldMemory memory) {
    this.plan = plan;
    this.context = context;
    this.statistics = statistics;
    this.memory = memory;
    this.table = plan.candidates().table().at(context.snapshot());
    this.fragments = table.fragments();
    this.dimension =
        ((VectorType) plan.candidates().columns().get(plan.vectorColumn())).dimension();
    Evaluation evaluation = context.evaluation();
    this.offset = plan.limit().offset(evaluation);
    long wanted = Math.min(MAX_ROWS, plan.limit().fetch(evaluation));
    this.bound = plan.range().bound(evaluation);
    boolean none = wanted == 0 || Double.isNaN(bound);
    this.limit = none ? 0 : (int) Math.min(MAX_ROWS, wanted + Math.min(MAX_ROWS, offset));
  }

  /** How many queries may be asked at a time. */
  int mostQueries() {
    prepare();
    return (int) Math.max(1, Math.min(MOST_QUERIES, MOST_RESULTS / Math.max(1, perQuery())));
  }

  private long perQuery() {
    return Math.min(limit, matches);
  }

  private void prepare() {
    if (prepared) {
      return;
    }
    prepared = true;
    if (limit == 0) {
      return;
    }
    IndexChoice choice = IndexChoice.of(plan, table, context.targetRecall());
    indexed =
        choice
            .index()
            .filter(index -> index.model().dimension() == dimension)
            .map(index -> new IndexedFragments(index, choice.effort().orElseThrow()))
            .orElse(null);
    int[] fieldIds = plan.candidates().fieldIds();
    MatchingRows matching = new MatchingRows(plan, context, statistics);
    for (int f = 0; f < fragments.size(); f++) {
      Fragment fragment = fragments.get(f);
      boolean pruned =
          !FragmentPruning.mayMatch(fragment, plan.candidates(), fieldIds, context.evaluation());
      statistics.fragment(pruned);
      if (!pruned) {
        memory.reserve(fragment.physicalRows() / Byte.SIZE);
        try (FragmentReader reader = fragment.open(fieldIds)) {
          add(matching.of(fragment, reader, f, plan.vectorColumn()));
        }
      }
    }
  }

  private void add(FragmentRows matching) {
    FragmentRows found = matching.counted();
    matches += found.matches();
    if (indexed != null && indexed.covers(found.fragment())) {
      indexed.add(found);
      statistics.matching(found.matches());
    } else {
      compared.add(found);
    }
  }

  /**
   * The rows nearest to each of some vectors, which are held.
   *
   * @param count at most {@link #mostQueries}
   */
  Results run(Column vectors, int count, HeldMemory held) {
    prepare();
    held.reserve((long) count * (perQuery() * CANDIDATE_BYTES + (long) Float.BYTES * dimension));
    SearchCandidates[] found = new SearchCandidates[count];
    for (int q = 0; q < count; q++) {
      found[q] =
          new SearchCandidates(
              limit, bound, plan.range().boundExcluded(), plan.range().bound() == null);
    }
    if (matches > 0 && limit > 0) {
      search(queries(vectors, count), found);
    }
    return results(found, held);
  }

  /** The queries one after the other; those that are NULL are not among the numbers. */
  private Queries queries(Column vectors, int count) {
    float[] values = new float[count * dimension];
    int[] numbers = new int[count];
    int known = 0;
    for (int q = 0; q < count; q++) {
      float[] vector = vectors.isNull(q) ? null : ((VectorColumn) vectors).value(q);
      if (vector == null) {
        continue;
      }
      if (vector.length != dimension) {
        throw new QuiverException(ErrorCode.VECTOR_LENGTH, plan.metric(), dimension, vector.length);
      }
      System.arraycopy(vector, 0, values, q * dimension, dimension);
      numbers[known++] = q;
    }
    return new Queries(values, Arrays.copyOf(numbers, known));
  }

  /** Vectors, and which of them to ask for. */
  record Queries(float[] values, int[] numbers) {}

  private void search(Queries queries, SearchCandidates[] found) {
    if (queries.numbers.length < found.length && plan.range().bound() == null) {
      giveFirstRows(queries, found);
    }
    compare(compared, queries, found);
    IndexedFragments index = indexed;
    if (index == null || index.fragments().isEmpty() || queries.numbers.length == 0) {
      return;
    }
    if (index.isExactCheaper(plan.rowsWanted(context.evaluation()), queries.numbers.length)) {
      compare(index.fragments(), queries, found);
      return;
    }
    QueryOrder order = QueryOrder.of(index.index(), queries);
    compare(index.fragments(), new Queries(queries.values, order.impossible()), found);
    lookUp(index, new Queries(queries.values, order.neighbours()), found);
  }

  /** To a NULL vector all rows are equally near. */
  private void giveFirstRows(Queries queries, SearchCandidates[] found) {
    boolean[] known = new boolean[found.length];
    for (int number : queries.numbers) {
      known[number] = true;
    }
    List<FragmentRows> all = new ArrayList<>(compared);
    if (indexed != null) {
      all.addAll(indexed.fragments());
    }
    all.sort((a, b) -> Integer.compare(a.fragment(), b.fragment()));
    int given = 0;
    for (FragmentRows source : all) {
      int rows = fragments.get(source.fragment()).physicalRows();
      for (int row = source.next(0); row < rows && given < limit; row = source.next(row + 1)) {
        given++;
        for (int q = 0; q < found.length; q++) {
          if (!known[q]) {
            found[q].offer(Double.NaN, source.fragment(), row);
          }
        }
      }
    }
  }

  /** Compares all rows with the queries. */
  private void compare(List<FragmentRows> sources, Queries queries, SearchCandidates[] found) {
    int count = queries.numbers.length;
    if (sources.isEmpty() || count == 0) {
      return;
    }
    long rows = sources.stream().mapToLong(FragmentRows::matches).sum();
    int parts = count > 1 && (double) rows * count * dimension >= LARGE ? 2 : 1;
    Workers.run(
        parts,
        () ->
            part -> {
              int[] own =
                  Arrays.copyOfRange(
                      queries.numbers, part * count / parts, (part + 1) * count / parts);
              NearestScan scan = new NearestScan(plan.metric(), dimension, context);
              for (FragmentRows source : sources) {
                try (FragmentReader reader = open(source)) {
                  scan.run(source.with(reader), new Queries(queries.values, own), found);
                }
              }
            });
    statistics.vectors(rows * count);
  }

  private FragmentReader open(FragmentRows source) {
    return fragments.get(source.fragment()).open(plan.candidates().fieldIds());
  }

  /** Takes the queries through the index, in their order. */
  private void lookUp(IndexedFragments index, Queries queries, SearchCandidates[] found) {
    int count = queries.numbers.length;
    IndexWork[] done = new IndexWork[count];
    int parts = (count + NEIGHBOURS - 1) / NEIGHBOURS;
    Workers.run(
        parts,
        () ->
            part -> {
              List<FragmentRows> own = new ArrayList<>();
              try {
                index.fragments().forEach(source -> own.add(source.with(open(source))));
                for (int i = part * NEIGHBOURS; i < Math.min(count, (part + 1) * NEIGHBOURS); i++) {
                  int q = queries.numbers[i];
                  float[] vector =
                      Arrays.copyOfRange(queries.values, q * dimension, (q + 1) * dimension);
                  done[i] =
                      index.search(
                          index.question(plan, vector, limit),
                          own,
                          found[q],
                          context::checkCancelled);
                }
              } finally {
                own.forEach(source -> source.reader().close());
              }
            });
    for (IndexWork search : done) {
      statistics.index(search);
    }
  }

  private Results results(SearchCandidates[] found, HeldMemory held) {
    Winners[] winners = new Winners[found.length];
    int[] ends = new int[found.length];
    int total = 0;
    for (int q = 0; q < found.length; q++) {
      winners[q] = found[q].winners(false).after(offset);
      total += winners[q].rows().length;
      ends[q] = total;
    }
    long[] rows = Arrays.stream(winners).flatMapToLong(w -> Arrays.stream(w.rows())).toArray();
    double[] distances =
        Arrays.stream(winners).flatMapToDouble(w -> Arrays.stream(w.distances())).toArray();
    return new Results(new Winners(rows, distances).load(plan, fragments, context, held), ends);
  }

  @Override
  public void close() {
    memory.close();
  }
}
