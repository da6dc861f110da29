package dev.quiver.planner.operator;

import dev.quiver.planner.expression.RowOrder;
import dev.quiver.storage.column.Batch;
import java.util.List;

/** Sorts row numbers by keys: a stable merge sort over runs that were sorted by insertion. */
final class RowSorter {
  private static final int RUN = 16;
  private static final int ROWS_PER_CHECK = 1 << 14;

  private final RowOrder[] orders;
  private final Runnable cancellationCheck;
  private int sinceCheck;

  private RowSorter(RowOrder[] orders, Runnable cancellationCheck) {
    this.orders = orders;
    this.cancellationCheck = cancellationCheck;
  }

  /** The rows of a batch, which has its columns loaded, in order; the order is held. */
  static int[] sorted(Batch rows, List<SortKey> keys, ExecutionContext context, HeldMemory memory) {
    long orderBytes = (long) Integer.BYTES * rows.size();
    long workBytes = orderBytes + (long) Long.BYTES * keys.size() * rows.size();
    memory.reserve(orderBytes + workBytes);
    RowOrder[] orders =
        keys.stream().map(key -> key.order(rows.column(key.column()))).toArray(RowOrder[]::new);
    int[] order = new int[rows.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int[] sorted = new RowSorter(orders, context::checkCancelled).sort(order);
    memory.resize(memory.bytes() - workBytes);
    return sorted;
  }

  private int[] sort(int[] rows) {
    for (int from = 0; from < rows.length; from += RUN) {
      insertionSort(rows, from, Math.min(rows.length, from + RUN));
    }
    int[] source = rows;
    int[] target = new int[rows.length];
    for (long width = RUN; width < rows.length; width *= 2) {
      for (long from = 0; from < rows.length; from += 2 * width) {
        int middle = (int) Math.min(rows.length, from + width);
        int to = (int) Math.min(rows.length, from + 2 * width);
        merge(source, (int) from, middle, to, target);
      }
      int[] swapped = source;
      source = target;
      target = swapped;
    }
    return source;
  }

  private void insertionSort(int[] rows, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = rows[i];
      int j = i;
      while (j > from && compare(rows[j - 1], row) > 0) {
        rows[j] = rows[j - 1];
        j--;
      }
      rows[j] = row;
    }
  }

  private void merge(int[] source, int from, int middle, int to, int[] target) {
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      if (++sinceCheck == ROWS_PER_CHECK) {
        sinceCheck = 0;
        cancellationCheck.run();
      }
      boolean takeLeft = right == to || left < middle && compare(source[left], source[right]) <= 0;
      target[i] = takeLeft ? source[left++] : source[right++];
    }
  }

  private int compare(int a, int b) {
    for (RowOrder order : orders) {
      int result = order.compare(a, b);
      if (result != 0) {
        return result;
      }
    }
    return 0;
  }
}
