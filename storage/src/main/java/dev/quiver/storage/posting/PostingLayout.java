package dev.quiver.storage.posting;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The posting lists of one index in one fragment: a file {@code indexes/<uuid>.postings}.
 * Little-endian; every part begins at a multiple of 64 bytes, zeros in between.
 *
 * <pre>
 * header     byte[8] "QUIVPSTG", int32 format version 1, zeros to 64 bytes
 * chunks     list by list, each cut into chunks of at most 1,024 vectors; a chunk of m vectors is
 *              int32[m]      their rows in the fragment, ascending in a list
 *              int32[w][m]   codes, word by word; w = 0 for IVF_FLAT, which has no more
 *              float32[m]    base, then slope, then error ({@code Encoder.Terms})
 * directory  int32[n]   vectors of each list
 *            int32[l]   rows that are in no list but have a distance: too long for estimates
 *            int32[u]   rows without a distance: NULL, or zero under cosine
 *            int32[c]   CRC32C of each chunk with the zeros behind it
 * trailer    (64 bytes, ending the file)
 *            int64 most, int64 least significant bits of the generation's UUID
 *            int64      features: a reader that does not know one of them must not read the file;
 *                       none is defined yet (one will say that rows lie in the order of lists)
 *            int64      offset of the directory
 *            int32      n   int32 l   int32 u   int32 c
 *            int32      w, words of a code      int32 rows of the fragment
 *            int32      format version 1        int32 CRC32C of header, directory and trailer so far
 * </pre>
 */
final class PostingLayout {
  static final int VERSION = 1;
  static final int ALIGNMENT = 64;
  static final int HEADER_BYTES = 64;
  static final int TRAILER_BYTES = 64;
  static final int TERMS = 3;
  private static final int MAGIC_BYTES = 8;

  private PostingLayout() {}

  static ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put("QUIVPSTG".getBytes(StandardCharsets.ISO_8859_1)).putInt(VERSION);
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

  static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** Bytes of a chunk without the zeros behind it. */
  static int chunkBytes(int vectors, int words) {
    return Integer.BYTES * vectors * (1 + (words == 0 ? 0 : words + TERMS));
  }

  static int chunks(int vectors) {
    return (vectors + Postings.MAX_CHUNK - 1) / Postings.MAX_CHUNK;
  }

  static int checksum(ByteBuffer... parts) {
    CRC32C crc = new CRC32C();
    for (ByteBuffer part : parts) {
      crc.update(part.duplicate());
    }
    return (int) crc.getValue();
  }
}
