package dev.quiver.storage;

import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.MemoryFileStore;

class MemoryVacuumTest extends AbstractVacuumTest {
  private final FileStore store = new MemoryFileStore("memory");

  @Override
  FileStore store() {
    return store;
  }
}
