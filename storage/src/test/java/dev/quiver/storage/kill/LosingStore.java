package dev.quiver.storage.kill;

import dev.quiver.storage.ForwardingStore;
import dev.quiver.storage.file.FileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A planted fault: publishes by looking whether the name is free and then moving a file to it. */
final class LosingStore extends ForwardingStore {
  private final Path root;

  LosingStore(FileStore store, Path root) {
    super(store);
    this.root = root;
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
}
