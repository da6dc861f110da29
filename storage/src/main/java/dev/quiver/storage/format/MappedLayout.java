package dev.quiver.storage.format;

import dev.quiver.storage.file.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What files begin and end with that are read in place, part by part, from a mapping.
 * Little-endian; every part begins at a multiple of 64 bytes, zeros in between.
 *
 * <pre>
 * header     byte[8] magic, int32 format version, zeros to 64 bytes
 * …          parts whose checksums are in the directory
 * directory  what the kind of file says
 * trailer    (64 bytes, ending the file) 56 bytes of what the kind of file says,
 *            int32 format version        int32 CRC32C of header, directory and trailer so far
 * </pre>
 *
 * @param magic eight characters of ISO 8859-1
 */
public record MappedLayout(String magic, int version) {
  public static final int ALIGNMENT = 64;
  public static final int HEADER_BYTES = 64;
  public static final int TRAILER_BYTES = 64;

  /** Where a trailer has the version. */
  public static final int VERSION_AT = 56;

  /** Where a trailer has the checksum. */
  public static final int CHECKSUM_AT = 60;

  private static final int MAGIC_BYTES = 8;

  public MappedLayout {
    if (magic.length() != MAGIC_BYTES) {
      throw new IllegalArgumentException("magic of " + magic.length() + " characters");
    }
  }

  public ByteBuffer header() {
    ByteBuffer header = allocate(HEADER_BYTES);
    header.put(magic.getBytes(StandardCharsets.ISO_8859_1)).putInt(version);
    return header.rewind();
  }

  /** Whatever the version in it: the trailer tells that too. */
  public boolean isHeader(ByteBuffer bytes) {
    int behind = MAGIC_BYTES + Integer.BYTES;
    return bytes.slice(0, MAGIC_BYTES).equals(header().slice(0, MAGIC_BYTES))
        && bytes
            .slice(behind, HEADER_BYTES - behind)
            .equals(header().slice(behind, HEADER_BYTES - behind));
  }

  /** The next multiple of 64. */
  public static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** Zeros for so many bytes and the zeros behind them. */
  public static ByteBuffer allocate(long bytes) {
    return ByteBuffer.allocate(Math.toIntExact(aligned(bytes))).order(ByteOrder.LITTLE_ENDIAN);
  }

  public static ByteBuffer read(ByteSource source, long offset, int length) {
    return source.read(offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Of parts one behind the other, each from its position to its limit. */
  public static int checksum(ByteBuffer... parts) {
    CRC32C crc = new CRC32C();
    for (ByteBuffer part : parts) {
      crc.update(part.duplicate());
    }
    return (int) crc.getValue();
  }
}
