package dev.quiver.storage.file;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

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

  /** Likewise, but never a copy of the bytes: null where there is nothing to look at in place. */
  default @Nullable ByteBuffer view(long offset, int length) {
    return null;
  }
}
