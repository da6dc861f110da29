package dev.quiver.storage.arrow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The field nodes and buffers of one record batch, in the order in which Arrow lists them. */
final class BodyParts {
  /** Every buffer starts at a multiple of this. */
  static final int ALIGNMENT = 64;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final List<long[]> nodes = new ArrayList<>();
  private final List<ByteBuffer> buffers = new ArrayList<>();

  void node(long length, long nullCount) {
    nodes.add(new long[] {length, nullCount});
  }

  void buffer(ByteBuffer contents) {
    buffers.add(contents);
  }

  void emptyBuffer() {
    buffers.add(NOTHING);
  }

  int nodeCount() {
    return nodes.size();
  }

  long nodeLength(int node) {
    return nodes.get(node)[0];
  }

  long nullCount(int node) {
    return nodes.get(node)[1];
  }

  List<ByteBuffer> buffers() {
    return buffers;
  }

  /** The bytes of the body: each buffer padded to the alignment. */
  long bodyLength() {
    return buffers.stream().mapToLong(b -> padded(b.remaining())).sum();
  }

  static long padded(long length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
