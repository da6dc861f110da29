package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.operator.ChunkedOperator.Ordered;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import java.util.List;
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
  private final List<Fragment> fragments;
  private final int[] fieldIds;
  private @Nullable DistanceBlock block;

  VectorSearch(VectorSearchPlan plan, ExecutionContext context) {
    this.plan = plan;
    this.context = context;
    this.evaluation = context.evaluation();
    this.statistics = context.statistics(plan);
    this.fragments = plan.candidates().table().at(context.snapshot()).fragments();
    this.fieldIds = plan.candidates().fieldIds();
  }

  Ordered run() {
    boolean all = plan.limit().fetch() == null;
    long offset = plan.limit().offset(evaluation);
    long wanted = Math.min(MAX_ROWS, plan.limit().fetch(evaluation));
    int limit = wanted == 0 ? 0 : (int) Math.min(MAX_ROWS, wanted + Math.min(MAX_ROWS, offset));
    double bound = bound();
    SearchCandidates found =
        new SearchCandidates(
            limit, bound, plan.range().boundExcluded(), plan.range().bound() == null);
    if (limit > 0 && !Double.isNaN(bound)) {
      scan(found);
    }
    Winners winners = found.winners(all);
    DenseBatch rows = winners.load(plan, fragments, context);
    int[] order = new int[rows.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int from = (int) Math.min(offset, rows.size());
    return new Ordered(rows, order, from, rows.size());
  }

  /** The bound of this run; NaN where it is NULL, which lets no row through. */
  private double bound() {
    Expression bound = plan.range().bound();
    if (bound == null) {
      return Double.POSITIVE_INFINITY;
    }
    Object value = bound.evaluate(ONE_ROW, evaluation).value(0);
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }

  private void scan(SearchCandidates found) {
    Column query = plan.query().evaluate(ONE_ROW, evaluation);
    for (int f = 0; f < fragments.size(); f++) {
      Fragment fragment = fragments.get(f);
      boolean pruned = !FragmentPruning.mayMatch(fragment, plan.candidates(), fieldIds, evaluation);
      statistics.fragment(pruned);
      if (!pruned) {
        try (FragmentReader reader = fragment.open(fieldIds)) {
          scan(reader, query, f, found);
        }
      }
    }
  }

  private void scan(FragmentReader reader, Column query, int fragment, SearchCandidates found) {
    DistanceBlock block = block(query, reader.physicalRows());
    int[] rows = new int[block.rows()];
    for (int from = 0; from < reader.physicalRows(); from += rows.length) {
      context.checkCancelled();
      int to = Math.min(reader.physicalRows(), from + rows.length);
      int count = qualifying(reader, from, to, rows);
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

  /** Offsets of the live rows that satisfy the conditions. */
  private int qualifying(FragmentReader reader, int from, int to, int[] rows) {
    int count = reader.liveRows(from, to, rows);
    statistics.scanned(count);
    if (count == 0 || plan.candidates().conditions().isEmpty()) {
      return count;
    }
    for (int i = 0; i < count; i++) {
      rows[i] -= from;
    }
    count =
        Batches.select(
            reader.read(from, to), rows, count, plan.candidates().conditions(), evaluation);
    for (int i = 0; i < count; i++) {
      rows[i] += from;
    }
    return count;
  }
}
