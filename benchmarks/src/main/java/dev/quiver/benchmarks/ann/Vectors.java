package dev.quiver.benchmarks.ann;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;

/**
 * Files of little-endian floats, a vector after the other, and of ints; and what lies between
 * vectors.
 */
final class Vectors {
  private static final int BATCH_BYTES = 1 << 22;

  private Vectors() {}

  static float[][] read(Path file, int dimension, int most) throws IOException {
    int each = dimension * Float.BYTES;
    int count = (int) Math.min(most, Files.size(file) / each);
    float[][] vectors = new float[count][dimension];
    int batch = Math.max(1, BATCH_BYTES / each);
    ByteBuffer bytes = ByteBuffer.allocateDirect(batch * each).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel in = FileChannel.open(file)) {
      for (int from = 0; from < count; from += batch) {
        int to = Math.min(count, from + batch);
        bytes.clear().limit((to - from) * each);
        while (bytes.hasRemaining() && in.read(bytes) >= 0) {
          // As much as the file gives at once.
        }
        bytes.flip();
        for (int i = from; i < to; i++) {
          bytes.asFloatBuffer().get(vectors[i]);
          bytes.position(bytes.position() + each);
        }
      }
    }
    return vectors;
  }

  static void write(Path file, float[][] vectors) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (float[] vector : vectors) {
        ByteBuffer bytes =
            ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        out.write(bytes);
      }
    }
  }

  static int[] readInts(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int[] values = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
    return values;
  }

  static void writeInts(Path file, int[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.of(values).forEach(bytes::putInt);
    Files.write(file, bytes.array());
  }
}
