package dev.quiver.storage.kill;

import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.FileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** A planted fault: publishes by looking whether the name is free and then moving a file to it. */
record LosingStore(FileStore store, Path root) implements FileStore {
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
    try {
      if (Files.exists(root.resolve(path))) {
        return false;
      }
      Path written = Files.write(root.resolve("tmp/" + UUID.randomUUID()), content);
      Files.move(written, root.resolve(path), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
  public void force(Collection<String> directories) {
    store.force(directories);
  }
}
