package dev.quiver.storage.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The graph of one index in one fragment: a file in the place of posting lists. Little-endian;
 * every part begins at a multiple of 64 bytes, zeros in between.
 *
 * <pre>
 * header     byte[8] "QUIVGRPH", int32 format version 1, zeros to 64 bytes
 * layers     layer by layer from 0 on, each cut into blocks of at most 256 records
 *            layer 0, a record for each row of the fragment, in order (rows that are in no layer too):
 *              int32        how many neighbours, from 0 to 2M
 *              int32[2M]    their rows; zeros behind those that there are
 *            each layer above, a record for each row that reaches it, by ascending row:
 *              int32        the row
 *              int32        its record's number in the layer below (in layer 0 the row again)
 *              int32        how many neighbours, from 0 to M
 *              int32[M]     the numbers of their records in this layer
 * directory  int32        number of the entry's record in the top layer; -1 if no row is in a layer
 *            int32[k]     records of each layer, layer 0 included
 *            int32[l]     rows that are in no layer but have a distance: too long for comparisons
 *            int32[u]     rows without a distance: NULL, or zero under cosine
 *            int32[c]     CRC32C of each block with the zeros behind it
 * trailer    (64 bytes, ending the file)
 *            int64 most, int64 least significant bits of the UUID of what the index's files share
 *            int64        features: a reader that does not know one of them must not read the file;
 *                         none is defined yet
 *            int64        offset of the directory
 *            int32        k   int32 l   int32 u   int32 c
 *            int32        M      int32 rows of the fragment
 *            int32        format version 1        int32 CRC32C of header, directory and trailer so far
 * </pre>
 */
final class GraphLayout {
  static final int VERSION = 1;
  static final int ALIGNMENT = 64;
  static final int HEADER_BYTES = 64;
  static final int TRAILER_BYTES = 64;
  static final int BLOCK_RECORDS = 256;
  static final int MOST_LAYERS = 32;

  /** What a record of a layer above 0 has before its count. */
  static final int UPPER_FIELDS = 2;

  private static final int MAGIC_BYTES = 8;

  private GraphLayout() {}

  static ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put("QUIVGRPH".getBytes(StandardCharsets.ISO_8859_1)).putInt(VERSION);
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

  /** Numbers in a record. */
  static int stride(int neighbours, int layer) {
    return (layer == 0 ? 0 : UPPER_FIELDS) + 1 + GraphShape.most(neighbours, layer);
  }

  static int blocks(int records) {
    return (int) (((long) records + BLOCK_RECORDS - 1) / BLOCK_RECORDS);
  }

  static int checksum(ByteBuffer... parts) {
    CRC32C crc = new CRC32C();
    for (ByteBuffer part : parts) {
      crc.update(part.duplicate());
    }
    return (int) crc.getValue();
  }
}
