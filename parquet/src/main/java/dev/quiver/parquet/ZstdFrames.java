package dev.quiver.parquet;

import java.io.IOException;

/**
 * Unpacks Zstandard frames (RFC 8878, section 3.1) whose length is known. Dictionaries are not
 * supported; a frame's own checksum is passed over, since pages have theirs.
 */
final class ZstdFrames {
  private static final long MAGIC = 0xFD2FB528L;
  private static final long SKIPPABLE = 0x184D2A50L;

  private ZstdFrames() {}

  /**
   * @throws IOException if the bytes are damaged or do not unpack to {@code size} bytes
   */
  static byte[] unpack(byte[] packed, int offset, int length, int size) throws IOException {
    ZstdInput in = new ZstdInput(packed, offset, offset + length);
    byte[] out = new byte[size];
    int written = 0;
    while (in.left() > 0) {
      long magic = in.little(4);
      if ((magic & ~15L) == SKIPPABLE) {
        in.skip((int) Math.min(in.little(4), Integer.MAX_VALUE));
      } else if (magic == MAGIC) {
        written = frame(in, out, written);
      } else {
        throw new IOException("no Zstandard frame");
      }
    }
    if (written != size) {
      throw new IOException("Zstandard frames of " + written + " bytes, not " + size);
    }
    return out;
  }

  private static int frame(ZstdInput in, byte[] out, int start) throws IOException {
    int descriptor = in.next();
    boolean single = (descriptor >> 5 & 1) != 0;
    int dictionary = descriptor & 3;
    if (dictionary != 0 || (descriptor & 8) != 0) {
      throw new IOException("a Zstandard frame with a dictionary or of a newer form");
    }
    int sizeFlag = descriptor >> 6;
    in.skip((single ? 0 : 1) + (sizeFlag == 0 ? (single ? 1 : 0) : 1 << sizeFlag));
    ZstdBlocks blocks = new ZstdBlocks(out, start);
    boolean last = false;
    while (!last) {
      int header = (int) in.little(3);
      last = (header & 1) != 0;
      int size = header >>> 3;
      switch (header >> 1 & 3) {
        case 0 -> blocks.raw(in.bytes, in.skip(size), size);
        case 1 -> blocks.repeat((byte) in.next(), size);
        case 2 -> {
          int end = in.position() + size;
          blocks.compressed(new ZstdInput(in.bytes, in.skip(size), end));
        }
        default -> throw new IOException("a Zstandard block of an unknown kind");
      }
    }
    in.skip((descriptor & 4) != 0 ? 4 : 0);
    return blocks.written();
  }
}
