package dev.quiver.parquet;

import java.io.IOException;

/**
 * One block in Snappy's raw format: the unpacked length as a varint, then literals and copies of
 * what came before. The lowest two bits of a tag tell which; each length and distance is checked
 * before it is followed. For one use.
 */
final class SnappyBlock {
  private static final int LITERAL = 0;
  private static final int COPY_ONE_BYTE_OFFSET = 1;
  private static final int COPY_TWO_BYTE_OFFSET = 2;

  /** Literals up to this long have their length in the tag. */
  private static final int SHORT_LITERAL = 60;

  private final byte[] in;
  private final int end;
  private int position;

  SnappyBlock(byte[] in, int offset, int length) {
    this.in = in;
    this.position = offset;
    this.end = offset + length;
  }

  /**
   * @throws IOException if the block is damaged or does not unpack to {@code size} bytes
   */
  byte[] unpack(int size) throws IOException {
    if (varint() != size) {
      throw new IOException("a Snappy block of another length than " + size);
    }
    byte[] out = new byte[size];
    int written = 0;
    while (position < end) {
      int tag = in[position++] & 0xFF;
      int length;
      if ((tag & 3) == LITERAL) {
        length = literalLength(tag >>> 2);
        if (length <= 0 || length > end - position || length > size - written) {
          throw new IOException("a Snappy literal that leaves its block");
        }
        System.arraycopy(in, position, out, written, length);
        position += length;
      } else {
        boolean near = (tag & 3) == COPY_ONE_BYTE_OFFSET;
        length = near ? 4 + ((tag >>> 2) & 7) : 1 + (tag >>> 2);
        long distance = near ? (tag >>> 5) << 8 | bytes(1) : bytes(offsetBytes(tag));
        if (distance <= 0 || distance > written || length > size - written) {
          throw new IOException("a Snappy copy that leaves its block");
        }
        Overlap.copy(out, written, (int) distance, length);
      }
      written += length;
    }
    if (written != size) {
      throw new IOException("a Snappy block that ends early");
    }
    return out;
  }

  private int literalLength(int tag) throws IOException {
    if (tag < SHORT_LITERAL) {
      return tag + 1;
    }
    long length = bytes(tag - SHORT_LITERAL + 1) + 1;
    return length > Integer.MAX_VALUE ? -1 : (int) length;
  }

  private static int offsetBytes(int tag) {
    return (tag & 3) == COPY_TWO_BYTE_OFFSET ? 2 : 4;
  }

  private long bytes(int count) throws IOException {
    if (count > end - position) {
      throw new IOException("a Snappy block that is cut short");
    }
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (in[position++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      long one = bytes(1);
      value |= (one & 0x7F) << shift;
      if (one < 0x80) {
        return value;
      }
    }
    throw new IOException("a Snappy block without a length");
  }
}
