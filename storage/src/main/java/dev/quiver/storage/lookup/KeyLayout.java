package dev.quiver.storage.lookup;

import dev.quiver.storage.format.Envelope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The keys of one fragment's rows: a file {@code keys/<uuid>.keys}. Little-endian; every part
 * begins at a multiple of 64 bytes, zeros in between.
 *
 * <pre>
 * header     byte[8] "QUIVKEYS", int32 format version 1, zeros to 64 bytes
 * body       int32[8][b]  the filter ({@link KeyFilter})
 *            int64[n]     hashes of the keys ({@link KeyColumns}), ascending as unsigned numbers
 *            int32[n]     the row of each in the fragment
 * directory  int32[c]     CRC32C of each 4,096 bytes of the body; the last may be shorter
 * trailer    (64 bytes, ending the file)
 *            int64        features: a reader that does not know one of them must not read the file;
 *                         none is defined yet
 *            int32        n   int32 b   int32 c   int32 rows of the fragment
 *            int32        hash function 1
 *            zeros to 56  int32 format version 1
 *            int32        CRC32C of header, directory and trailer so far
 * </pre>
 *
 * <p>Rows with a NULL in the key are left out, so n may be less than the rows of the fragment.
 *
 * @param keys n above
 * @param blocks b above
 */
record KeyLayout(int keys, int blocks) {
  static final int VERSION = 1;
  static final int HASH_FUNCTION = 1;
  static final int HEADER_BYTES = 64;
  static final int TRAILER_BYTES = 64;
  static final int CHECKED_BYTES = 4_096;
  static final int VERSION_AT = 56;
  static final int CHECKSUM_AT = 60;
  private static final int MAGIC_BYTES = 8;

  static ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put("QUIVKEYS".getBytes(StandardCharsets.ISO_8859_1)).putInt(VERSION);
    return header.rewind();
  }

  /** Whatever the version in it: the trailer tells that too. */
  static boolean isHeader(ByteBuffer bytes) {
    int version = MAGIC_BYTES + Integer.BYTES;
    return bytes.slice(0, MAGIC_BYTES).equals(header().slice(0, MAGIC_BYTES))
        && bytes
            .slice(version, HEADER_BYTES - version)
            .equals(header().slice(version, HEADER_BYTES - version));
  }

  private static long aligned(long bytes) {
    return (bytes + 63) & -64;
  }

  /** Where hashes start, from the body's start. */
  long hashesAt() {
    return aligned((long) blocks * KeyFilter.BLOCK_BYTES);
  }

  long rowsAt() {
    return aligned(hashesAt() + (long) keys * Long.BYTES);
  }

  long bodyBytes() {
    return aligned(rowsAt() + (long) keys * Integer.BYTES);
  }

  /** c above. */
  int checksums() {
    return Math.toIntExact((bodyBytes() + CHECKED_BYTES - 1) / CHECKED_BYTES);
  }

  int directoryBytes() {
    return Math.toIntExact(aligned((long) checksums() * Integer.BYTES));
  }

  long fileBytes() {
    return HEADER_BYTES + bodyBytes() + directoryBytes() + TRAILER_BYTES;
  }

  ByteBuffer trailer(int fragmentRows) {
    ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt(8, keys).putInt(12, blocks).putInt(16, checksums()).putInt(20, fragmentRows);
    return trailer.putInt(24, HASH_FUNCTION).putInt(VERSION_AT, VERSION);
  }

  /** Of a trailer whose numbers may be anything. */
  static KeyLayout of(String file, ByteBuffer trailer) {
    int keys = trailer.getInt(8);
    int blocks = trailer.getInt(12);
    if (keys < 0 || keys > trailer.getInt(20) || blocks < 1) {
      throw Envelope.corrupt(file, "its trailer tells of " + keys + " keys");
    }
    return new KeyLayout(keys, blocks);
  }

  static int checksum(ByteBuffer... parts) {
    CRC32C crc = new CRC32C();
    for (ByteBuffer part : parts) {
      crc.update(part.duplicate());
    }
    return (int) crc.getValue();
  }
}
