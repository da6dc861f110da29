package dev.quiver.storage.file;

import java.nio.ByteBuffer;

/**
 * An immutable file, open for reading at any place. Safe for any number of threads; needs no
 * closing.
 */
public interface ByteSource {
  /** The file's name for messages. */
  String name();

  long length();

  /**
   * The bytes {@code [offset, offset + length)}: a read-only buffer of its own, from position 0,
   * little-endian. It may be a view of the mapped file, so asking for much is cheap.
   *
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE if the file is too short
   */
  ByteBuffer read(long offset, int length);
}
