package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.NearestCentroids;
import dev.quiver.functions.cluster.NearestPoints;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.functions.quantiser.MetricSpace.Place;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.posting.Generation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a fragment by list; within a list in ascending order. Deleted rows too, so that the lists
 * serve whatever version has the fragment.
 *
 * @param rows list after list; list c is {@code starts[c] … starts[c + 1]}
 * @param outside rows that have a distance but no place
 * @param nowhere rows without a distance
 */
record FragmentLists(int[] rows, int[] starts, int[] outside, int[] nowhere) {
  private static final int OUTSIDE = -1;
  private static final int NOWHERE = -2;
  private static final int NOT_ASKED = -3;
  private static final int MOST_FLOATS = 1 << 20;
  private static final int MOST_ROWS = 8_192;

  /** What else is done with every vector that is read: the truth about sampled queries. */
  interface Truth {
    /** Where it wants to be shown rows. */
    MetricSpace space();

    /** For one thread, which shows it rows; their tags are their lists. */
    NearestPoints collector();

    /** The threads that took collectors have ended. */
    void ended();
  }

  /**
   * Rows of a fragment.
   *
   * @param position of the fragment in the table version
   */
  record Stretch(StoredFragment fragment, int position, List<RowRange> ranges) {
    static Stretch whole(StoredFragment fragment, int position) {
      return new Stretch(fragment, position, List.of(new RowRange(0, fragment.physicalRows())));
    }
  }

  static FragmentLists of(
      Stretch stretch, int fieldId, Generation generation, @Nullable Truth truth, Monitor monitor) {
    int[] lists = new int[stretch.fragment.physicalRows()];
    Arrays.fill(lists, NOT_ASKED);
    int blockRows = Math.max(16, Math.min(MOST_ROWS, MOST_FLOATS / generation.dimension()));
    List<RowRange> blocks = RowRange.cut(stretch.ranges, blockRows);
    Workers.run(
        blocks.size(),
        () -> {
          Assigner assigner =
              new Assigner(
                  stretch.fragment.open(new int[] {fieldId}), generation, blockRows, truth);
          return part -> {
            RowRange block = blocks.get(part);
            assigner.assign(stretch.position, block, lists, monitor);
            monitor.advance(block.to() - block.from());
          };
        });
    if (truth != null) {
      truth.ended();
    }
    return sorted(lists, generation.lists());
  }

  private static FragmentLists sorted(int[] lists, int count) {
    int[] starts = new int[count + 1];
    int outside = 0;
    int nowhere = 0;
    for (int list : lists) {
      if (list >= 0) {
        starts[list + 1]++;
      } else {
        outside += list == OUTSIDE ? 1 : 0;
        nowhere += list == NOWHERE ? 1 : 0;
      }
    }
    for (int c = 0; c < count; c++) {
      starts[c + 1] += starts[c];
    }
    int[] next = Arrays.copyOf(starts, count);
    int[] rows = new int[starts[count]];
    int[] out = new int[outside];
    int[] none = new int[nowhere];
    outside = 0;
    nowhere = 0;
    for (int row = 0; row < lists.length; row++) {
      if (lists[row] >= 0) {
        rows[next[lists[row]]++] = row;
      } else if (lists[row] == OUTSIDE) {
        out[outside++] = row;
      } else if (lists[row] == NOWHERE) {
        none[nowhere++] = row;
      }
    }
    return new FragmentLists(rows, starts, out, none);
  }

  /** Finds the lists of blocks of rows. For one thread. */
  private static final class Assigner {
    private final FragmentReader reader;
    private final Generation generation;
    private final NearestCentroids nearest;
    private final @Nullable NearestPoints collector;
    private final float[] raw;
    private final float[] mapped;
    private final float[] offsets;
    private final int[] rows;
    private final int[] found;

    Assigner(FragmentReader reader, Generation generation, int blockRows, @Nullable Truth truth) {
      this.reader = reader;
      this.generation = generation;
      this.nearest = new NearestCentroids(generation.centroids());
      this.collector = truth == null ? null : truth.collector();
      this.raw = new float[blockRows * generation.dimension()];
      this.mapped = new float[raw.length];
      this.offsets = new float[blockRows];
      this.rows = new int[blockRows];
      this.found = new int[blockRows];
    }

    void assign(int fragment, RowRange block, int[] lists, Monitor monitor) {
      int from = block.from();
      int to = block.to();
      int dimension = generation.dimension();
      boolean[] nulls = reader.readVectors(0, from, to, raw);
      int count = 0;
      for (int i = 0; i < to - from; i++) {
        Place place =
            nulls != null && nulls[i]
                ? Place.NOWHERE
                : generation.space().map(raw, i * dimension, mapped, count * dimension);
        if (place == Place.INSIDE) {
          offsets[count] = generation.space().scoreOffset(raw, i * dimension);
          rows[count++] = from + i;
        } else {
          lists[from + i] = place == Place.OUTSIDE ? OUTSIDE : NOWHERE;
        }
      }
      nearest.assign(mapped, count, found, monitor);
      for (int i = 0; i < count; i++) {
        lists[rows[i]] = found[i];
      }
      if (collector != null) {
        show(collector, fragment, block, count, monitor);
      }
    }

    /** Shows the live rows of the block to the queries. */
    private void show(NearestPoints to, int fragment, RowRange block, int count, Monitor monitor) {
      int from = block.from();
      int end = block.to();
      int[] live = new int[end - from];
      int liveCount = reader.liveRows(from, end, live);
      long[] ids = new long[count];
      int at = 0;
      for (int i = 0; i < count; i++) {
        while (at < liveCount && live[at] < rows[i]) {
          at++;
        }
        boolean lives = at < liveCount && live[at] == rows[i];
        ids[i] = lives ? (long) fragment << 32 | rows[i] : -1;
      }
      to.show(new NearestPoints.Shown(mapped, offsets, ids, found, count), monitor);
    }
  }
}
