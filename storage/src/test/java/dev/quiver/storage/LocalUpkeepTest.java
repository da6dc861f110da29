package dev.quiver.storage;

import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalUpkeepTest extends AbstractUpkeepTest {
  @TempDir private Path dir;

  @Override
  FileStore store() {
    return new LocalFileStore(dir.resolve("db"));
  }
}
