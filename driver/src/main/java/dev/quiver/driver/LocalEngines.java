package dev.quiver.driver;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.Engine;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.file.MemoryFileStore;
import java.nio.file.Files;

/**
 * Opens databases in local directories and in memory.
 *
 * <p>Always for writing: whether a connection may write is its session's to say, since others share
 * the engine.
 */
final class LocalEngines implements EngineSource {
  @Override
  public Engine open(Location location, OpenOptions options) {
    return Engine.open(store(location), options);
  }

  private static FileStore store(Location location) {
    if (location instanceof Location.Directory directory) {
      if (Files.exists(directory.path()) && !Files.isDirectory(directory.path())) {
        throw new QuiverException(
            ErrorCode.NOT_A_DATABASE, directory.path(), "it is not a directory");
      }
      return new LocalFileStore(directory.path());
    }
    return new MemoryFileStore(
        location instanceof Location.NamedMemory memory ? "mem:" + memory.name() : "memory");
  }
}
