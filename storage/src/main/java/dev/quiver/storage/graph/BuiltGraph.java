package dev.quiver.storage.graph;

import dev.quiver.storage.file.FileSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/** A graph that is complete, to be written ({@link GraphLayout}). For one thread. */
public final class BuiltGraph {
  private final Layers layers;
  private int[] checksums = new int[64];
  private int blocks;
  private long position;

  /** What a manifest notes of a finished file. */
  public record Summary(long length, int checksum) {}

  BuiltGraph(Layers layers) {
    this.layers = layers;
  }

  /**
   * Writes, completes and forces the file.
   *
   * @param generation of what the index's files share
   * @param outside rows with a distance that are not in the graph; {@code nowhere} have no distance
   */
  public Summary write(FileSink sink, UUID generation, int[] outside, int[] nowhere) {
    write(sink, GraphLayout.header());
    int count = Math.max(0, layers.entry() < 0 ? 0 : layers.top(layers.entry())) + 1;
    int[] records = new int[count];
    records[0] = layers.rows();
    writeLowest(sink);
    int[] below = new int[0];
    for (int layer = 1; layer < count; layer++) {
      int[] rows = rows(layer);
      records[layer] = rows.length;
      writeLayer(sink, layer, rows, below);
      below = rows;
    }
    int entry = layers.entry();
    if (count > 1) {
      entry = Arrays.binarySearch(below, entry);
    }
    return finish(sink, generation, new int[][] {{entry}, records, outside, nowhere});
  }

  private Summary finish(FileSink sink, UUID generation, int[][] parts) {
    long at = position;
    int ints = blocks + Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer directory =
        ByteBuffer.allocate(Math.toIntExact(GraphLayout.aligned(4L * ints)))
            .order(ByteOrder.LITTLE_ENDIAN);
    var out = directory.asIntBuffer();
    for (int[] part : parts) {
      out.put(part);
    }
    out.put(checksums, 0, blocks);
    ByteBuffer trailer =
        ByteBuffer.allocate(GraphLayout.TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putLong(generation.getMostSignificantBits());
    trailer.putLong(generation.getLeastSignificantBits()).putLong(0).putLong(at);
    trailer.putInt(parts[1].length).putInt(parts[2].length).putInt(parts[3].length);
    trailer.putInt(blocks).putInt(layers.neighbours()).putInt(layers.rows());
    trailer.putInt(GraphLayout.VERSION);
    int checksum =
        GraphLayout.checksum(GraphLayout.header(), directory, trailer.duplicate().flip());
    trailer.putInt(checksum).flip();
    write(sink, directory);
    write(sink, trailer);
    sink.finish();
    return new Summary(position, checksum);
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

  private void writeLowest(FileSink sink) {
    int stride = GraphLayout.stride(layers.neighbours(), 0);
    int[] near = new int[layers.capacity(0)];
    for (int from = 0; from < layers.rows(); from += GraphLayout.BLOCK_RECORDS) {
      int size = Math.min(GraphLayout.BLOCK_RECORDS, layers.rows() - from);
      ByteBuffer block = block(size, stride);
      for (int i = 0; i < size; i++) {
        int count = layers.top(from + i) < 0 ? 0 : layers.neighbours(from + i, 0, near);
        block.asIntBuffer().put(i * stride, count).put(i * stride + 1, near, 0, count);
      }
      add(sink, block);
    }
  }

  /**
   * @param below the rows of the layer below; unused for layer 1
   */
  private void writeLayer(FileSink sink, int layer, int[] rows, int[] below) {
    int stride = GraphLayout.stride(layers.neighbours(), layer);
    int[] near = new int[layers.capacity(layer)];
    for (int from = 0; from < rows.length; from += GraphLayout.BLOCK_RECORDS) {
      int size = Math.min(GraphLayout.BLOCK_RECORDS, rows.length - from);
      ByteBuffer block = block(size, stride);
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
      add(sink, block);
    }
  }

  private static ByteBuffer block(int records, int stride) {
    int bytes = (int) GraphLayout.aligned((long) Integer.BYTES * records * stride);
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void add(FileSink sink, ByteBuffer block) {
    if (blocks == checksums.length) {
      checksums = Arrays.copyOf(checksums, 2 * blocks);
    }
    checksums[blocks++] = GraphLayout.checksum(block);
    write(sink, block);
  }

  private void write(FileSink sink, ByteBuffer bytes) {
    position += bytes.remaining();
    sink.write(bytes);
  }
}
