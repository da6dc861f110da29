package dev.quiver.storage.graph;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.format.FileSummary;
import dev.quiver.storage.format.IndexFileWriter;
import dev.quiver.storage.format.MappedLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/** A graph that is complete, to be written ({@link GraphLayout}). For one thread. */
public final class BuiltGraph {
  private final Layers layers;
  private final Monitor monitor;

  /**
   * @param monitor may stop the writing
   */
  BuiltGraph(Layers layers, Monitor monitor) {
    this.layers = layers;
    this.monitor = monitor;
  }

  /**
   * Writes, completes and forces the file.
   *
   * @param generation of what the index's files share
   * @param outside rows with a distance that are not in the graph; {@code nowhere} have no distance
   */
  public FileSummary write(FileSink sink, UUID generation, int[] outside, int[] nowhere) {
    IndexFileWriter file = new IndexFileWriter(GraphLayout.KIND, sink);
    int count = Math.max(0, layers.entry() < 0 ? 0 : layers.top(layers.entry())) + 1;
    int[] records = new int[count];
    records[0] = layers.rows();
    writeLowest(file);
    int[] below = new int[0];
    for (int layer = 1; layer < count; layer++) {
      int[] rows = rows(layer);
      records[layer] = rows.length;
      writeLayer(file, layer, rows, below);
      below = rows;
    }
    int entry = layers.entry();
    if (count > 1) {
      entry = Arrays.binarySearch(below, entry);
    }
    return file.finish(
        generation,
        layers.neighbours(),
        layers.rows(),
        new int[] {entry},
        records,
        outside,
        nowhere);
  }

  private int[] rows(int layer) {
    int count = 0;
    int[] rows = new int[layers.rows() / 4 + 16];
    for (int row = 0; row < layers.rows(); row++) {
      if (layers.top(row) >= layer) {
        rows = count == rows.length ? Arrays.copyOf(rows, 2 * count) : rows;
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  private void writeLowest(IndexFileWriter file) {
    int stride = GraphLayout.stride(layers.neighbours(), 0);
    int[] near = new int[layers.capacity(0)];
    for (int from = 0; from < layers.rows(); from += GraphLayout.BLOCK_RECORDS) {
      monitor.check();
      int size = Math.min(GraphLayout.BLOCK_RECORDS, layers.rows() - from);
      ByteBuffer block = MappedLayout.allocate((long) Integer.BYTES * size * stride);
      for (int i = 0; i < size; i++) {
        int count = layers.top(from + i) < 0 ? 0 : layers.neighbours(from + i, 0, near);
        block.asIntBuffer().put(i * stride, count).put(i * stride + 1, near, 0, count);
      }
      file.add(block);
    }
  }

  /**
   * @param below the rows of the layer below; unused for layer 1
   */
  private void writeLayer(IndexFileWriter file, int layer, int[] rows, int[] below) {
    int stride = GraphLayout.stride(layers.neighbours(), layer);
    int[] near = new int[layers.capacity(layer)];
    for (int from = 0; from < rows.length; from += GraphLayout.BLOCK_RECORDS) {
      int size = Math.min(GraphLayout.BLOCK_RECORDS, rows.length - from);
      ByteBuffer block = MappedLayout.allocate((long) Integer.BYTES * size * stride);
      var ints = block.asIntBuffer();
      for (int i = 0; i < size; i++) {
        int row = rows[from + i];
        int count = layers.neighbours(row, layer, near);
        int at = i * stride;
        ints.put(at, row).put(at + 2, count);
        ints.put(at + 1, layer == 1 ? row : Arrays.binarySearch(below, row));
        for (int n = 0; n < count; n++) {
          ints.put(at + 3 + n, Arrays.binarySearch(rows, near[n]));
        }
      }
      file.add(block);
    }
  }
}
