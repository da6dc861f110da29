package dev.quiver.planner.operator;

import dev.quiver.functions.vector.BitFloats;
import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.operator.ChunkedOperator.Ordered;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.index.FragmentRows;
import dev.quiver.storage.index.IndexSearch;
import dev.quiver.storage.index.IndexWork;
import dev.quiver.storage.index.VectorIndex;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a {@link VectorSearchPlan}: fragment by fragment and block by block, the conditions
 * first, then the distances of the rows left over.
 */
final class VectorSearch {
  private static final DenseBatch ONE_ROW = new DenseBatch(1, List.of());

  /** What an array holds; a result of more rows would not fit anyway. */
  private static final long MAX_ROWS = Integer.MAX_VALUE - 8L;

  private final VectorSearchPlan plan;
  private final ExecutionContext context;
  private final Evaluation evaluation;
  private final OperatorStatistics statistics;
  private final TableVersion table;
  private final List<Fragment> fragments;
  private final int[] fieldIds;
  private final MatchingRows matching;
  private @Nullable DistanceBlock block;

  VectorSearch(VectorSearchPlan plan, ExecutionContext context) {
    this.plan = plan;
    this.context = context;
    this.evaluation = context.evaluation();
    this.statistics = context.statistics(plan);
    this.table = plan.candidates().table().at(context.snapshot());
    this.fragments = table.fragments();
    this.fieldIds = plan.candidates().fieldIds();
    this.matching = new MatchingRows(plan, context, statistics);
  }

  /** The rows found, which are held. */
  Ordered run(HeldMemory memory) {
    boolean all = plan.limit().fetch() == null;
    long offset = plan.limit().offset(evaluation);
    long wanted = Math.min(MAX_ROWS, plan.limit().fetch(evaluation));
    int limit = wanted == 0 ? 0 : (int) Math.min(MAX_ROWS, wanted + Math.min(MAX_ROWS, offset));
    double bound = plan.range().bound(evaluation);
    SearchCandidates found =
        new SearchCandidates(
            limit, bound, plan.range().boundExcluded(), plan.range().bound() == null);
    if (limit > 0 && !Double.isNaN(bound)) {
      scan(found, limit);
    }
    Winners winners = found.winners(all);
    DenseBatch rows = winners.load(plan, fragments, context, memory);
    int[] order = new int[rows.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int from = (int) Math.min(offset, rows.size());
    return new Ordered(rows, order, from, rows.size());
  }

  private void scan(SearchCandidates found, int limit) {
    Column query = plan.query().evaluate(ONE_ROW, evaluation);
    IndexedFragments indexed = indexed(query);
    try {
      for (int f = 0; f < fragments.size(); f++) {
        Fragment fragment = fragments.get(f);
        boolean pruned =
            !FragmentPruning.mayMatch(fragment, plan.candidates(), fieldIds, evaluation);
        statistics.fragment(pruned);
        if (pruned) {
          continue;
        }
        if (indexed != null && indexed.covers(f)) {
          indexed.add(matching.of(fragment, fragment.open(fieldIds), f, plan.vectorColumn()));
        } else {
          try (FragmentReader reader = fragment.open(fieldIds)) {
            scan(reader, query, f, found);
          }
        }
      }
      if (indexed != null) {
        search(indexed, query, found, limit);
      }
    } finally {
      if (indexed != null) {
        indexed.close();
      }
    }
  }

  /** The index to go through, with no fragment yet; null if every row is compared. */
  private @Nullable IndexedFragments indexed(Column query) {
    if (query.isNull(0) || table.indexes().isEmpty()) {
      return null;
    }
    IndexChoice choice = IndexChoice.of(plan, table, context.targetRecall());
    if (choice.index().isEmpty()) {
      return null;
    }
    VectorIndex index = choice.index().get();
    float[] vector = floats(query);
    return vector.length == index.model().dimension() && IndexSearch.canSearch(index, vector)
        ? new IndexedFragments(index, choice.effort().orElseThrow())
        : null;
  }

  /** The query as an index takes it: bits as 0 and 1. */
  private static float[] floats(Column query) {
    return query instanceof BitVectorColumn bits
        ? BitFloats.unpack(bits.values(), bits.type().dimension())
        : Objects.requireNonNull(((VectorColumn) query).value(0));
  }

  private void search(IndexedFragments indexed, Column query, SearchCandidates found, int limit) {
    statistics.matching(indexed.matches());
    if (indexed.isExactCheaper(plan.rowsWanted(evaluation), 1)) {
      for (FragmentRows rows : indexed.fragments()) {
        compare(rows, block(query, rows.reader().physicalRows()), found);
      }
      return;
    }
    IndexWork search =
        indexed.search(
            indexed.question(plan, floats(query), limit),
            indexed.fragments(),
            found,
            context::checkCancelled);
    statistics.index(search);
  }

  /** Compares all rows that match. */
  private void compare(FragmentRows source, DistanceBlock distances, SearchCandidates found) {
    int[] rows = new int[Math.max(1, distances.rows() / 2)];
    int count = 0;
    int end = source.reader().physicalRows();
    for (int row = source.next(0); row < end; row = source.next(row + 1)) {
      rows[count++] = row;
      if (count == rows.length) {
        compare(source, distances, rows, count, found);
        count = 0;
      }
    }
    compare(source, distances, rows, count, found);
  }

  private void compare(
      FragmentRows source, DistanceBlock distances, int[] rows, int count, SearchCandidates found) {
    if (count == 0) {
      return;
    }
    context.checkCancelled();
    distances.compute(source.reader(), rows[0], rows[count - 1] + 1, rows, count);
    statistics.vectors(count);
    for (int i = 0; i < count; i++) {
      found.offer(distances.distance(i), source.fragment(), rows[i]);
    }
  }

  private void scan(FragmentReader reader, Column query, int fragment, SearchCandidates found) {
    DistanceBlock block = block(query, reader.physicalRows());
    int[] rows = new int[block.rows()];
    for (int from = 0; from < reader.physicalRows(); from += rows.length) {
      context.checkCancelled();
      int to = Math.min(reader.physicalRows(), from + rows.length);
      int count = matching.in(reader, from, to, rows);
      if (count > 0) {
        block.compute(reader, from, to, rows, count);
        statistics.vectors(count);
        for (int i = 0; i < count; i++) {
          found.offer(block.distance(i), fragment, rows[i]);
        }
      }
    }
  }

  /** A block for fragments of so many rows: of several, the largest so far serves the others. */
  private DistanceBlock block(Column query, int fragmentRows) {
    DistanceBlock known = block;
    if (known != null && (known.rows() >= fragmentRows || known.isFull())) {
      return known;
    }
    DistanceBlock made;
    if (query.isNull(0)) {
      made = DistanceBlock.undefined();
    } else if (query instanceof BitVectorColumn bits) {
      made = new BitDistanceBlock(plan.metric(), plan.vectorColumn(), bits);
    } else {
      made =
          new FloatDistanceBlock(
              plan.metric(),
              plan.vectorColumn(),
              plan.candidates().columns().get(plan.vectorColumn()),
              query,
              fragmentRows);
    }
    block = made;
    return made;
  }
}
