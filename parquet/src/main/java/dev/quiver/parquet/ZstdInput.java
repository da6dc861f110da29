package dev.quiver.parquet;

import java.io.IOException;

/** Bytes of a Zstandard block, and the bits of its tables, read from front to back. */
final class ZstdInput {
  final byte[] bytes;
  private final int end;
  private int position;
  private int bit;

  ZstdInput(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  int position() {
    return position;
  }

  int left() {
    return end - position;
  }

  /** Up to eight bytes, the lowest first. */
  long little(int count) throws IOException {
    int from = skip(count);
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | bytes[from + i] & 0xFF;
    }
    return value;
  }

  int next() throws IOException {
    return bytes[skip(1)] & 0xFF;
  }

  /** Goes on; where it was before. */
  int skip(int count) throws IOException {
    if (count < 0 || count > end - position) {
      throw new IOException("a Zstandard block that is cut short");
    }
    int from = position;
    position += count;
    return from;
  }

  /** Bits from the lowest on; whole bytes are next after {@link #endBits}. */
  int bits(int count) throws IOException {
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (position >= end) {
        throw new IOException("a Zstandard table that is cut short");
      }
      value |= (bytes[position] >> bit & 1) << i;
      bit++;
      position += bit >> 3;
      bit &= 7;
    }
    return value;
  }

  void unreadBit() {
    bit--;
    position += bit >> 3;
    bit &= 7;
  }

  void endBits() {
    position += bit > 0 ? 1 : 0;
    bit = 0;
  }
}
