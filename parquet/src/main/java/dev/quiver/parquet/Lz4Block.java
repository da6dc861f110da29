package dev.quiver.parquet;

import java.io.IOException;

/**
 * One block in LZ4's raw format: sequences of literals and a copy of what came before. A token
 * holds both lengths, 15 meaning that more bytes follow; the last sequence has no copy. Each length
 * and distance is checked before it is followed.
 */
final class Lz4Block {
  private static final int MORE = 15;
  private static final int MIN_COPY = 4;

  private final byte[] in;
  private final int end;
  private int position;

  private Lz4Block(byte[] in, int offset, int length) {
    this.in = in;
    this.position = offset;
    this.end = offset + length;
  }

  /**
   * @throws IOException if the block is damaged or does not unpack to {@code size} bytes
   */
  static byte[] unpack(byte[] in, int offset, int length, int size) throws IOException {
    return new Lz4Block(in, offset, length).unpack(size);
  }

  private byte[] unpack(int size) throws IOException {
    byte[] out = new byte[size];
    int written = 0;
    while (position < end) {
      int token = next();
      int literals = length(token >>> 4);
      if (literals > end - position || literals > size - written) {
        throw new IOException("an LZ4 literal that leaves its block");
      }
      System.arraycopy(in, position, out, written, literals);
      position += literals;
      written += literals;
      if (position == end) {
        break;
      }
      int distance = next() | next() << 8;
      int length = length(token & MORE) + MIN_COPY;
      if (distance == 0 || distance > written || length > size - written) {
        throw new IOException("an LZ4 copy that leaves its block");
      }
      Overlap.copy(out, written, distance, length);
      written += length;
    }
    if (written != size) {
      throw new IOException("an LZ4 block that ends early");
    }
    return out;
  }

  private int next() throws IOException {
    if (position >= end) {
      throw new IOException("an LZ4 block that is cut short");
    }
    return in[position++] & 0xFF;
  }

  /** A length that the token begins. */
  private int length(int start) throws IOException {
    int length = start;
    int more = start == MORE ? 0xFF : 0;
    while (more == 0xFF) {
      more = next();
      length += more;
      if (length > PageCodec.MAX_PAGE_BYTES) {
        throw new IOException("an LZ4 length beyond all measure");
      }
    }
    return length;
  }
}
