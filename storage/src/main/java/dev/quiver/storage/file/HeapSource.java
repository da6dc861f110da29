package dev.quiver.storage.file;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A file whose bytes are an array in memory. */
public final class HeapSource implements ByteSource {
  private final String name;
  private final byte[] bytes;

  public HeapSource(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public ByteBuffer read(long offset, int length) {
    checkRange(this, offset, length);
    return ByteBuffer.wrap(bytes, (int) offset, length)
        .slice()
        .asReadOnlyBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public ByteBuffer view(long offset, int length) {
    return read(offset, length);
  }

  static void checkRange(ByteSource source, long offset, int length) {
    if (offset < 0 || length < 0 || offset > source.length() - length) {
      throw new QuiverException(
          ErrorCode.CORRUPT_FILE,
          source.name(),
          "bytes " + offset + " to " + (offset + length) + " of " + source.length() + " are meant");
    }
  }
}
