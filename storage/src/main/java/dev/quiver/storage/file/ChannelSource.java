package dev.quiver.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file read piece by piece into the heap, for when no more mappings are to be had. */
record ChannelSource(Path path, long length) implements ByteSource {
  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public ByteBuffer read(long offset, int size) {
    HeapSource.checkRange(this, offset, size);
    ByteBuffer bytes = ByteBuffer.allocate(size);
    try (FileChannel channel = FileChannel.open(path)) {
      while (bytes.hasRemaining()) {
        int read = channel.read(bytes, offset + bytes.position());
        if (read < 0) {
          throw LocalFileStore.missing(path, "it ends at byte " + (offset + bytes.position()));
        }
      }
    } catch (IOException e) {
      throw LocalFileStore.failure(path, e);
    }
    return bytes.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
