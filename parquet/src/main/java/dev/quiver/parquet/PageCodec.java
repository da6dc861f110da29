package dev.quiver.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;

/** How the pages of a column are compressed; only codecs that need no native code. */
enum PageCodec {
  UNCOMPRESSED(1) {
    @Override
    byte[] unpack(byte[] packed, int offset, int length, int size) {
      return Arrays.copyOfRange(packed, offset, offset + length);
    }
  },
  SNAPPY(64) {
    @Override
    byte[] unpack(byte[] packed, int offset, int length, int size) throws IOException {
      return new SnappyBlock(packed, offset, length).unpack(size);
    }
  },
  GZIP(1_100) {
    @Override
    byte[] unpack(byte[] packed, int offset, int length, int size) throws IOException {
      try (InputStream in =
          new GZIPInputStream(new ByteArrayInputStream(packed, offset, length), 1 << 14)) {
        byte[] bytes = in.readNBytes(size);
        if (in.read() >= 0) {
          throw new IOException("more than " + size + " bytes");
        }
        return bytes;
      }
    }
  },
  LZ4_RAW(300) {
    @Override
    byte[] unpack(byte[] packed, int offset, int length, int size) throws IOException {
      return Lz4Block.unpack(packed, offset, length, size);
    }
  },
  /** A block of 128 KiB that is one byte again and again takes four. */
  ZSTD(1 << 15) {
    @Override
    byte[] unpack(byte[] packed, int offset, int length, int size) throws IOException {
      return ZstdFrames.unpack(packed, offset, length, size);
    }
  };

  /** Longer pages are refused: nobody writes them, and they have to be in memory whole. */
  static final int MAX_PAGE_BYTES = 512 << 20;

  private static final int SMALL_BYTES = 1 << 16;

  /** No codec makes so many bytes of one. */
  private final int maxRatio;

  PageCodec(int maxRatio) {
    this.maxRatio = maxRatio;
  }

  /**
   * @throws IOException if it is none of these
   */
  static PageCodec of(CompressionCodec codec) throws IOException {
    for (PageCodec known : values()) {
      if (known.name().equals(codec.name())) {
        return known;
      }
    }
    throw new IOException("compressed with " + codec + "; there are " + Arrays.toString(values()));
  }

  abstract byte[] unpack(byte[] packed, int offset, int length, int size) throws IOException;

  /**
   * Part of a page, unpacked.
   *
   * @param size the length it is said to have then; not believed
   * @throws IOException if the bytes are damaged or have another length
   */
  final byte[] decompress(byte[] packed, int offset, int length, int size) throws IOException {
    if (size < 0 || size > MAX_PAGE_BYTES || size > SMALL_BYTES + (long) maxRatio * length) {
      throw new IOException(length + " bytes that are said to become " + size);
    }
    if (size == 0 && length == 0) {
      return new byte[0];
    }
    byte[] bytes = unpack(packed, offset, length, size);
    if (bytes.length != size) {
      throw new IOException(bytes.length + " bytes, not " + size);
    }
    return bytes;
  }
}
