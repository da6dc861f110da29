package dev.quiver.storage;

import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.file.FileInfo;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.Occupancy;
import java.util.Collection;
import java.util.List;

/** Another store, for tests to change some of what it does. */
public class ForwardingStore implements FileStore {
  private final FileStore store;

  public ForwardingStore(FileStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public FileSink create(String path) {
    return store.create(path);
  }

  @Override
  public ByteSource open(String path) {
    return store.open(path);
  }

  @Override
  public byte[] readIfPresent(String path) {
    return store.readIfPresent(path);
  }

  @Override
  public boolean createIfAbsent(String path, byte[] content) {
    return store.createIfAbsent(path, content);
  }

  @Override
  public void writeHint(String path, byte[] content) {
    store.writeHint(path, content);
  }

  @Override
  public List<String> list(String directory) {
    return store.list(directory);
  }

  @Override
  public void delete(String path) {
    store.delete(path);
  }

  @Override
  public FileInfo info(String path) {
    return store.info(path);
  }

  @Override
  public Occupancy occupy(boolean mayWrite) {
    return store.occupy(mayWrite);
  }

  @Override
  public void force(Collection<String> directories) {
    store.force(directories);
  }
}
