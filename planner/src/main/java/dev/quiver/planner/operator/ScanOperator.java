package dev.quiver.planner.operator;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.Batch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the fragments in order; skips those that statistics rule out. Where the conditions
 * leave a few values of a key, reads only the rows that have them.
 */
final class ScanOperator implements Operator {
  private final ScanPlan plan;
  private final ExecutionContext context;
  private final OperatorStatistics statistics;
  private final int[] fieldIds;
  private final List<Fragment> fragments;
  private @Nullable KeyLookup lookup;
  private boolean lookupKnown;
  private int fragment = -1;
  private @Nullable FragmentReader reader;

  /** The rows of the fragment to be read, if they are not all. */
  private int @Nullable [] found;

  /** Where the next batch starts: a row, or an index of those found. */
  private int position;

  /**
   * @param lookup null if the conditions alone decide
   */
  ScanOperator(ScanPlan plan, @Nullable KeyLookup lookup, ExecutionContext context) {
    this.plan = plan;
    this.context = context;
    this.statistics = context.statistics(plan);
    this.fieldIds = plan.fieldIds();
    this.fragments = plan.table().at(context.snapshot()).fragments();
    this.lookup = lookup;
    this.lookupKnown = lookup != null;
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      context.checkCancelled();
      FragmentReader current = reader;
      if (current == null || position >= end(current)) {
        current = nextFragment();
        if (current == null) {
          return null;
        }
      }
      int from = position;
      position = Math.min(end(current), Math.max(from + 1, batchEnd(current, from)));
      Batch batch =
          found == null
              ? read(current, from, position)
              : read(current, Arrays.copyOfRange(found, from, position));
      if (batch != null) {
        return batch;
      }
    }
  }

  private int end(FragmentReader current) {
    return found == null ? current.physicalRows() : found.length;
  }

  private int batchEnd(FragmentReader current, int from) {
    return found == null ? current.batchEnd(from) : from + current.batchEnd(0);
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

  private @Nullable Batch read(FragmentReader current, int[] rows) {
    int[] live = new int[1];
    int count = 0;
    for (int row : rows) {
      rows[count] = row;
      count += current.liveRows(row, row + 1, live);
    }
    if (count == 0) {
      return null;
    }
    statistics.scanned(count);
    Batch batch = current.read(0, current.physicalRows()).select(rows, count);
    if (plan.addressed()) {
      batch = new AddressedBatch(batch, fragment, Arrays.copyOf(rows, count));
    }
    return Batches.filter(batch, plan.conditions(), context.evaluation());
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
      if (!pruned) {
        found = found(candidate);
        pruned = found != null && found.length == 0;
      }
      statistics.fragment(pruned);
      if (!pruned) {
        position = 0;
        reader = candidate.open(fieldIds);
        return reader;
      }
    }
    return null;
  }

  private int @Nullable [] found(Fragment candidate) {
    if (candidate.physicalRows() < KeyLookup.MIN_ROWS) {
      return null;
    }
    if (!lookupKnown) {
      lookup = KeyLookup.of(plan, context.evaluation());
      lookupKnown = true;
    }
    return lookup == null ? null : lookup.rows(candidate);
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
