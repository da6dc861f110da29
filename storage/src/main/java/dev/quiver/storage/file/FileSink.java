package dev.quiver.storage.file;

import java.nio.ByteBuffer;

/** Writes one new file from start to end. For one thread. */
public interface FileSink extends AutoCloseable {
  /** Appends all remaining bytes. */
  void write(ByteBuffer bytes);

  /** Completes the file and forces its content to the device. Its name needs a forced directory. */
  void finish();

  /** Without {@link #finish}, throws the file away. */
  @Override
  void close();
}
