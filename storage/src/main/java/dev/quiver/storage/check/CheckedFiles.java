package dev.quiver.storage.check;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.HeapSource;

/** Reads files anew, whatever a store keeps of them. */
record CheckedFiles(FileStore store) {
  /** Below this a store may keep files in memory, so they are read in another way. */
  private static final long WHOLE_BELOW_BYTES = 1 << 20;

  /** A file as messages name it. */
  String name(String path) {
    return store.name() + "/" + path;
  }

  /**
   * @throws QuiverException CORRUPT_FILE if there is no such file
   */
  byte[] content(String path) {
    byte[] content = store.readIfPresent(path);
    if (content == null) {
      throw new QuiverException(ErrorCode.CORRUPT_FILE, name(path), "the file is missing");
    }
    return content;
  }

  /**
   * @param length that the file should have
   * @throws QuiverException CORRUPT_FILE if there is no such file
   */
  ByteSource open(String path, long length) {
    return length < WHOLE_BELOW_BYTES
        ? new HeapSource(name(path), content(path))
        : store.open(path);
  }
}
