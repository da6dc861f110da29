package dev.quiver.planner.operator;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the fragments in order; skips those that statistics rule out. */
final class ScanOperator implements Operator {
  private final ScanPlan plan;
  private final ExecutionContext context;
  private final OperatorStatistics statistics;
  private final int[] fieldIds;
  private final List<Fragment> fragments;
  private int fragment = -1;
  private @Nullable FragmentReader reader;
  private int position;

  ScanOperator(ScanPlan plan, ExecutionContext context) {
    this.plan = plan;
    this.context = context;
    this.statistics = context.statistics(plan);
    this.fieldIds = plan.fieldIds();
    this.fragments = plan.table().at(context.snapshot()).fragments();
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      context.checkCancelled();
      FragmentReader current = reader;
      if (current == null || position >= current.physicalRows()) {
        current = nextFragment();
        if (current == null) {
          return null;
        }
      }
      int from = position;
      position = Math.min(current.physicalRows(), Math.max(from + 1, current.batchEnd(from)));
      Batch batch = read(current, from, position);
      if (batch != null) {
        return batch;
      }
    }
  }

  private @Nullable Batch read(FragmentReader current, int from, int to) {
    int[] rows = new int[to - from];
    int count = current.liveRows(from, to, rows);
    if (count == 0) {
      return null;
    }
    statistics.scanned(count);
    Batch batch = current.read(from, to);
    if (plan.addressed()) {
      batch = new AddressedBatch(batch, fragment, range(from, to));
    }
    for (int i = 0; i < count; i++) {
      rows[i] -= from;
    }
    return Batches.filter(batch, rows, count, plan.conditions(), context.evaluation());
  }

  private static int[] range(int from, int to) {
    int[] offsets = new int[to - from];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = from + i;
    }
    return offsets;
  }

  private @Nullable FragmentReader nextFragment() {
    close();
    while (++fragment < fragments.size()) {
      Fragment candidate = fragments.get(fragment);
      boolean pruned = !FragmentPruning.mayMatch(candidate, plan, fieldIds, context.evaluation());
      statistics.fragment(pruned);
      if (!pruned) {
        position = 0;
        reader = candidate.open(fieldIds);
        return reader;
      }
    }
    return null;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
