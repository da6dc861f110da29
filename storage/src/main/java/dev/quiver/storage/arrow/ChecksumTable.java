package dev.quiver.storage.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The CRC32C of every span of {@value #SPAN_BYTES} bytes of a file's checked part.
 *
 * <p>It stands between the end of the record batches and the Arrow footer, where Arrow readers do
 * not look. Fields, little-endian:
 *
 * <pre>
 * int32[n]  the spans' checksums; n = checked bytes / span bytes, rounded up
 * zeros     to a multiple of 8 bytes
 * byte[8]   "QUIVERCK"
 * int64     checked bytes: the table begins there
 * int32     span bytes
 * int32     CRC32C of the table up to here and of all that follows: footer, its length, "ARROW1"
 * </pre>
 */
final class ChecksumTable {
  /** Small, so that a point read on a cold file checks little; it costs 1/16,384 of the file. */
  static final int SPAN_BYTES = 64 << 10;

  /** Bytes from the magic to the end. */
  static final int TRAILER_BYTES = 24;

  private static final long MAGIC = 0x4B43524556495551L; // "QUIVERCK"

  private ChecksumTable() {}

  static long spans(long checkedBytes) {
    return (checkedBytes + SPAN_BYTES - 1) / SPAN_BYTES;
  }

  /** The bytes of the table of a file with so many checked bytes. */
  static long tableBytes(long checkedBytes) {
    return ((spans(checkedBytes) * Integer.BYTES + 7) & -8) + TRAILER_BYTES;
  }

  /** The table, ready to be written, its last checksum over itself and {@code after}. */
  static ByteBuffer encode(int[] checksums, long checkedBytes, ByteBuffer after) {
    ByteBuffer table = little(ByteBuffer.allocate(Math.toIntExact(tableBytes(checkedBytes))));
    table.asIntBuffer().put(checksums);
    table.position(table.limit() - TRAILER_BYTES);
    table.putLong(MAGIC).putLong(checkedBytes).putInt(SPAN_BYTES);
    CRC32C crc = new CRC32C();
    crc.update(table.duplicate().flip());
    crc.update(after.duplicate());
    return table.putInt((int) crc.getValue()).flip();
  }

  /**
   * The checked bytes that a trailer states, or −1 if it is none or does not fit a table that ends
   * at {@code tableEnd}.
   */
  static long checkedBytes(ByteBuffer trailer, long tableEnd) {
    ByteBuffer bytes = little(trailer.duplicate());
    long checked = bytes.getLong(8);
    boolean ours = bytes.getLong(0) == MAGIC && bytes.getInt(16) == SPAN_BYTES;
    return ours && checked >= 0 && checked < tableEnd && checked + tableBytes(checked) == tableEnd
        ? checked
        : -1;
  }

  /** The checksum that stands in the tail of a file, at the end of its table. */
  static int storedChecksum(ByteBuffer tail, int tableBytes) {
    return little(tail.duplicate()).getInt(tableBytes - Integer.BYTES);
  }

  /** The checksum that a tail (the table and all that follows) should have. */
  static int computeChecksum(ByteBuffer tail, int tableBytes) {
    CRC32C crc = new CRC32C();
    crc.update(tail.slice(0, tableBytes - Integer.BYTES));
    crc.update(tail.slice(tableBytes, tail.limit() - tableBytes));
    return (int) crc.getValue();
  }

  /** The spans' checksums. */
  static int[] decode(ByteBuffer tail, long checkedBytes) {
    int[] checksums = new int[Math.toIntExact(spans(checkedBytes))];
    little(tail.duplicate()).asIntBuffer().get(checksums);
    return checksums;
  }

  private static ByteBuffer little(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }
}
