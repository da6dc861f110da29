package dev.quiver.storage.arrow;

import dev.quiver.storage.file.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The checked part of a column file: bytes leave it only after the checksum of their span was found
 * right, which is looked at once per span.
 *
 * <p>Safe for several threads: two that meet an unverified span at once both verify it.
 */
final class CheckedSource implements ByteSource {
  private final ByteSource source;
  private final long length;
  private final int[] checksums;
  private final boolean[] verified;

  CheckedSource(ByteSource source, long length, int[] checksums) {
    this.source = source;
    this.length = length;
    this.checksums = checksums;
    this.verified = new boolean[checksums.length];
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public ByteBuffer read(long offset, int count) {
    check(offset, count);
    return source.read(offset, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Verifies what was not verified yet of the spans that bytes lie in.
   *
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE
   */
  void check(long offset, int count) {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw Malformed.file(
          name(), "it points to bytes " + offset + " to " + (offset + count) + " of " + length);
    }
    if (count > 0) {
      int last = (int) ((offset + count - 1) / ChecksumTable.SPAN_BYTES);
      for (int span = (int) (offset / ChecksumTable.SPAN_BYTES); span <= last; span++) {
        if (!verified[span]) {
          verify(span);
        }
      }
    }
  }

  /**
   * Bytes in place and not verified: who reads them {@linkplain #check checks} first, part by part.
   * Null where they cannot be had without a copy.
   */
  @Nullable ByteBuffer uncheckedView(long offset, int count) {
    ByteBuffer view = offset > length - count ? null : source.view(offset, count);
    return view == null ? null : view.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Verifies every span. */
  void verifyAll() {
    for (int span = 0; span < checksums.length; span++) {
      verify(span);
    }
  }

  private void verify(int span) {
    long start = (long) span * ChecksumTable.SPAN_BYTES;
    int count = (int) Math.min(ChecksumTable.SPAN_BYTES, length - start);
    CRC32C crc = new CRC32C();
    crc.update(source.read(start, count));
    if ((int) crc.getValue() != checksums[span]) {
      throw Malformed.file(name(), "wrong checksum of bytes " + start + " to " + (start + count));
    }
    verified[span] = true;
  }
}
