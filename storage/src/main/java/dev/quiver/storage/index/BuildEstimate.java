package dev.quiver.storage.index;

import dev.quiver.functions.cluster.KMeans;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.quantiser.Rotation;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.Progress;
import dev.quiver.storage.graph.GraphShape;
import java.time.Duration;
import java.util.List;

/**
 * What making an index will take, told before it is made: bytes by the layout of files and arrays,
 * time by what pieces of the work take on a sample now. Off the heap nothing is held but mapped
 * files.
 *
 * @param rows live ones of the table
 * @param lists to be made; 0 for a graph
 * @param heapBytes at the most
 * @param mappedBytes of the vectors, which are read where they lie in their files
 * @param diskBytes of all files of the index
 */
public record BuildEstimate(
    long rows, int lists, long heapBytes, long mappedBytes, long diskBytes, Duration time) {
  private static final int TERMS = 3;
  private static final int CHUNK_PADDING = 32;
  private static final int ROWS_PER_CHUNK = 1_024;
  private static final int MODEL_BYTES = 1_024;

  /** What a thread keeps of the rows nearest to a query by which the index is measured. */
  private static final long TRUTH_BYTES =
      (ListCalibration.MOST_NEIGHBOURS + 1) * (Float.BYTES + Long.BYTES + Integer.BYTES);

  /** Scratch memory of a thread that reads, sorts and compares vectors. */
  private static final long THREAD_BYTES = 4L << 20;

  /** Rows whose chunks are held until they are written. */
  private static final int HELD_ROWS = 32_768;

  /** Of a sample beside its elements: what k-means and measuring keep for each vector. */
  private static final int BYTES_PER_SAMPLED = 32;

  /** As rows, as columns for searches, and twice as they are written. */
  private static final int CENTRE_COPIES = 4;

  private static final int SAMPLE_COPIES = 2;

  /** What a row of a graph takes beside its neighbours: its place, layer, and marks of walks. */
  private static final int BYTES_PER_NODE = 24;

  /**
   * Estimates; takes some tenths of a second.
   *
   * @param dimension of the column's vectors
   * @param fragments of the table
   */
  public static BuildEstimate of(
      IndexDefinition definition,
      int dimension,
      List<? extends Fragment> fragments,
      Progress progress) {
    long rows = fragments.stream().mapToLong(Fragment::liveRows).sum();
    long physical = fragments.stream().mapToLong(Fragment::physicalRows).sum();
    long largest = fragments.stream().mapToLong(Fragment::physicalRows).max().orElse(0);
    BuildRates rates =
        BuildRates.measure(definition, dimension, fragments, new BuildMonitor(progress));
    long mapped = physical * vectorBytes(definition, dimension);
    if (definition.method().usesGraphs()) {
      GraphShape shape = definition.parameters().shape();
      return new BuildEstimate(
          rows,
          0,
          heapOfGraph(definition, largest, dimension),
          mapped,
          diskOfGraphs(shape, physical, fragments.size()),
          rates.graphs(fragments.stream().mapToLong(Fragment::physicalRows).toArray()));
    }
    int lists = (int) Math.min(IndexBuilder.lists(definition, dimension, rows), Math.max(1, rows));
    long sampled = Math.min(rows, VectorSample.most(dimension, IndexBuilder.sampled(lists)));
    int words = words(definition, dimension);
    return new BuildEstimate(
        rows,
        lists,
        heapOfLists(definition, dimension, lists, sampled, largest),
        mapped,
        diskOfLists(definition, dimension, lists, fragments),
        rates.lists(physical, lists, sampled, dimension, words));
  }

  /** Words of a code; 0 where lists have none. */
  private static int words(IndexDefinition definition, int dimension) {
    return switch (definition.method()) {
      case IVF_FLAT, HNSW -> 0;
      case IVF_RQ -> Rotation.padded(dimension) / Integer.SIZE;
      case IVF_PQ ->
          (definition.parameters().partsOf(dimension) * definition.parameters().bitsOfPart()
                  + Integer.SIZE
                  - 1)
              / Integer.SIZE;
    };
  }

  private static long rowBytes(int words) {
    return Integer.BYTES * (1L + (words == 0 ? 0 : words + TERMS));
  }

  private static long diskOfLists(
      IndexDefinition definition, int dimension, int lists, List<? extends Fragment> fragments) {
    long bytes = MODEL_BYTES + (long) Float.BYTES * (dimension + 3) * lists;
    if (lists > KMeans.MAX_FLAT) {
      bytes += (long) (Math.sqrt(lists) * dimension * Float.BYTES);
    }
    if (definition.method() == IndexMethod.IVF_PQ) {
      bytes += (long) Float.BYTES * dimension << definition.parameters().bitsOfPart();
    }
    for (Fragment fragment : fragments) {
      long rows = fragment.physicalRows();
      long chunks = Math.min(rows, lists) + rows / ROWS_PER_CHUNK;
      bytes += rows * rowBytes(words(definition, dimension));
      bytes += chunks * (CHUNK_PADDING + Integer.BYTES) + (long) Integer.BYTES * lists + 128;
    }
    return bytes;
  }

  private static long heapOfLists(
      IndexDefinition definition, int dimension, int lists, long sampled, long largest) {
    int copies = SAMPLE_COPIES + (definition.method() == IndexMethod.IVF_PQ ? 1 : 0);
    long sample = sampled * ((long) copies * dimension * Float.BYTES + BYTES_PER_SAMPLED);
    long blocks =
        Workers.MAX_THREADS * Math.min(THREAD_BYTES, largest * dimension * Float.BYTES) * 2;
    long held = Math.min(HELD_ROWS, largest) * rowBytes(words(definition, dimension));
    long truth = Math.min(Calibration.QUERIES, sampled) * Workers.MAX_THREADS * TRUTH_BYTES;
    long centres = (long) CENTRE_COPIES * lists * dimension * Float.BYTES;
    return sample + centres + truth + Math.max(blocks, held) + 2L * Integer.BYTES * largest;
  }

  private static long diskOfGraphs(GraphShape shape, long rows, int fragments) {
    int m = shape.neighbours();
    long lowest = rows * Integer.BYTES * (1L + shape.most(0));
    long above = rows / Math.max(1, m - 1) * Integer.BYTES * (3L + m);
    return lowest + above + MODEL_BYTES + 256L * fragments;
  }

  /** Bytes of a vector in its file. */
  private static long vectorBytes(IndexDefinition definition, int dimension) {
    return definition.metric().overBits() ? (dimension + 7) / 8 : (long) dimension * Float.BYTES;
  }

  private static long heapOfGraph(IndexDefinition definition, long rows, int dimension) {
    int m = definition.parameters().shape().neighbours();
    long lowest = rows * Integer.BYTES * (1L + 3L * m);
    long above = rows / Math.max(1, m - 1) * Integer.BYTES * (1L + m + m / 2);
    long vectors = rows * GraphForm.of(definition.metric(), dimension).width() * Float.BYTES;
    long kept = GraphRows.keeps(vectors) ? vectors : 0;
    long sample = Math.min(rows, IndexBuilder.SAMPLED_ROWS) * dimension * Float.BYTES;
    return lowest + above + kept + sample + rows * BYTES_PER_NODE;
  }
}
