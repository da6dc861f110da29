package dev.quiver.storage.lookup;

import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.MappedLayout;
import java.nio.ByteBuffer;

/**
 * The keys of one fragment's rows: a {@link MappedLayout} {@code keys/<uuid>.keys} with magic
 * "QUIVKEYS", format version 1, and
 *
 * <pre>
 * body       int32[8][b]  the filter ({@link KeyFilter})
 *            int64[n]     hashes of the keys ({@link KeyColumns}), ascending as unsigned numbers
 *            int32[n]     the row of each in the fragment
 * directory  int32[c]     CRC32C of each 4,096 bytes of the body; the last may be shorter
 * trailer    (64 bytes, ending the file)
 *            int64        features: a reader that does not know one of them must not read the file;
 *                         none is defined yet
 *            int32        n   int32 b   int32 c   int32 rows of the fragment
 *            int32        hash function 1
 * </pre>
 *
 * <p>Rows with a NULL in the key are left out, so n may be less than the rows of the fragment.
 *
 * @param keys n above
 * @param blocks b above
 */
record KeyLayout(int keys, int blocks) {
  static final MappedLayout FRAME = new MappedLayout("QUIVKEYS", 1);
  static final int HASH_FUNCTION = 1;
  static final int CHECKED_BYTES = 4_096;

  /** Where hashes start, from the body's start. */
  long hashesAt() {
    return MappedLayout.aligned((long) blocks * KeyFilter.BLOCK_BYTES);
  }

  long rowsAt() {
    return MappedLayout.aligned(hashesAt() + (long) keys * Long.BYTES);
  }

  long bodyBytes() {
    return MappedLayout.aligned(rowsAt() + (long) keys * Integer.BYTES);
  }

  /** c above. */
  int checksums() {
    return Math.toIntExact((bodyBytes() + CHECKED_BYTES - 1) / CHECKED_BYTES);
  }

  int directoryBytes() {
    return Math.toIntExact(MappedLayout.aligned((long) checksums() * Integer.BYTES));
  }

  long fileBytes() {
    return MappedLayout.HEADER_BYTES + bodyBytes() + directoryBytes() + MappedLayout.TRAILER_BYTES;
  }

  ByteBuffer trailer(int fragmentRows) {
    ByteBuffer trailer = MappedLayout.allocate(MappedLayout.TRAILER_BYTES);
    trailer.putInt(8, keys).putInt(12, blocks).putInt(16, checksums()).putInt(20, fragmentRows);
    return trailer.putInt(24, HASH_FUNCTION).putInt(MappedLayout.VERSION_AT, FRAME.version());
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
}
