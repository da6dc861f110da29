package dev.quiver.storage.arrow;

import java.nio.ByteBuffer;

/** Reads and checks the offsets of texts and lists: never decreasing, within what they point to. */
final class OffsetReader {
  private OffsetReader() {}

  /**
   * Appends where values {@code [from, to)} end, counted on from {@code ends[at]}, to {@code ends}.
   *
   * @param limit what an offset may be at most
   * @return where the first value starts
   */
  static long read(
      RecordBody body, ArrowField field, int from, int to, int[] ends, int at, long limit) {
    if (from == to) {
      return 0;
    }
    Storage.Kind kind = field.storage().kind();
    boolean wide = kind == Storage.Kind.LARGE_BYTES || kind == Storage.Kind.LARGE_LIST;
    int width = wide ? Long.BYTES : Integer.BYTES;
    ByteBuffer in = body.buffer(field, 1, (long) from * width, (long) (to - from + 1) * width);
    long first = wide ? in.getLong(0) : in.getInt(0);
    long base = ends[at] - first;
    long previous = first;
    boolean right = first >= 0;
    for (int i = 1; i <= to - from; i++) {
      long offset = wide ? in.getLong(i * Long.BYTES) : in.getInt(i * Integer.BYTES);
      right &= offset >= previous;
      previous = offset;
      ends[at + i] = (int) (base + offset);
    }
    if (!right || previous > limit || base + previous > Integer.MAX_VALUE - 8) {
      throw Malformed.file(body.file(), "column " + field.name() + " has wrong offsets");
    }
    return first;
  }
}
