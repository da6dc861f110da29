package dev.quiver.storage.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Little-endian bytes in one heap array that grows at its end. */
final class GrowingBuffer {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[64];
  private int size;

  int size() {
    return size;
  }

  /** Adds {@code count} bytes of any content and gives them to be written. */
  ByteBuffer extend(int count) {
    int end = Math.addExact(size, count);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(end, bytes.length * 2L)));
    }
    ByteBuffer added = slice(size, count);
    size = end;
    return added;
  }

  /** Adds bytes of a heap array. */
  void add(byte[] source, int from, int count) {
    extend(count).put(source, from, count);
  }

  void zero(int from, int count) {
    Arrays.fill(bytes, from, from + count, (byte) 0);
  }

  byte get(int index) {
    return bytes[index];
  }

  void set(int index, byte value) {
    bytes[index] = value;
  }

  /** All bytes so far, valid until the next change. */
  ByteBuffer contents() {
    return slice(0, size);
  }

  void clear() {
    size = 0;
  }

  private ByteBuffer slice(int from, int count) {
    return ByteBuffer.wrap(bytes, from, count).slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
