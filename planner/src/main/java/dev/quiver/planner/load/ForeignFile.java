package dev.quiver.planner.load;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file of somebody else's. Read into the heap piece by piece and never mapped, since whoever owns
 * it may cut it short meanwhile.
 */
final class ForeignFile implements ByteSource, AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final long length;

  ForeignFile(Path file) {
    this.file = file;
    try {
      this.channel = FileChannel.open(file);
      this.length = channel.size();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public ByteBuffer read(long offset, int size) {
    if (offset < 0 || size < 0 || offset > length - size) {
      throw tooShort(offset, size);
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw tooShort(offset, size);
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
    return bytes.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private QuiverException tooShort(long offset, int size) {
    return new QuiverException(
        ErrorCode.CORRUPT_FILE, file, "it has no " + size + " bytes at " + offset);
  }

  private QuiverException failure(IOException e) {
    return QuiverException.causedBy(e, ErrorCode.IO_FAILURE, file, TextFile.reason(e));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
