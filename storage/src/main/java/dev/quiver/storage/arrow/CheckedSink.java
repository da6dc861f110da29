package dev.quiver.storage.arrow;

import dev.quiver.storage.file.FileSink;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Counts the bytes of a file while they are written and takes the checksum of each span. */
final class CheckedSink {
  /** A heap buffer may be copied on its way: larger pieces would cost that much direct memory. */
  private static final int PIECE_BYTES = 1 << 20;

  private static final ByteBuffer ZEROS = ByteBuffer.allocate(64).asReadOnlyBuffer();

  private final FileSink sink;
  private final CRC32C crc = new CRC32C();
  private int[] checksums = new int[16];
  private int spans;
  private long position;

  CheckedSink(FileSink sink) {
    this.sink = sink;
  }

  long position() {
    return position;
  }

  /** Writes what remains of a buffer; the buffer itself does not move. */
  void write(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      int inSpan = ChecksumTable.SPAN_BYTES - (int) (position % ChecksumTable.SPAN_BYTES);
      ByteBuffer piece = rest.slice(rest.position(), Math.min(inSpan, rest.remaining()));
      crc.update(piece);
      position += piece.limit();
      rest.position(rest.position() + piece.limit());
      if (position % ChecksumTable.SPAN_BYTES == 0) {
        endSpan();
      }
    }
    writeUnchecked(bytes);
  }

  /** Writes zeros up to the next multiple of {@code alignment}, at most 64. */
  void align(int alignment) {
    int missing = (int) (-position & (alignment - 1));
    write(ZEROS.slice(0, missing));
  }

  /** The checksum of each span so far; the last may be short. */
  int[] checksums() {
    if (position % ChecksumTable.SPAN_BYTES != 0) {
      endSpan();
    }
    return Arrays.copyOf(checksums, spans);
  }

  /** Writes bytes that no span covers. */
  void writeUnchecked(ByteBuffer bytes) {
    for (int at = bytes.position(); at < bytes.limit(); at += PIECE_BYTES) {
      sink.write(bytes.slice(at, Math.min(PIECE_BYTES, bytes.limit() - at)));
    }
  }

  private void endSpan() {
    if (spans == checksums.length) {
      checksums = Arrays.copyOf(checksums, spans * 2);
    }
    checksums[spans++] = (int) crc.getValue();
    crc.reset();
  }
}
