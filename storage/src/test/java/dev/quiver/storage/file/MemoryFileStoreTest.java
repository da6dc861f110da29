package dev.quiver.storage.file;

class MemoryFileStoreTest extends AbstractFileStoreTest {
  private final FileStore store = new MemoryFileStore("memory");

  @Override
  FileStore store() {
    return store;
  }
}
