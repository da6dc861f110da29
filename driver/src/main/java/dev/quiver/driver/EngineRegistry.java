package dev.quiver.driver;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.Engine;
import dev.quiver.storage.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The databases that this process has open, one engine each, however many connections there are.
 *
 * <p>An engine is opened with its first lease and closed with its last. Paths that lead to one
 * directory share an engine. Safe for any number of threads; opening one database waits for the
 * opening of another.
 */
final class EngineRegistry {
  /** A share in an open engine; released once, however often {@link #close} is called. */
  final class Lease implements AutoCloseable {
    private final Location location;
    private final Shared shared;
    private boolean released;

    private Lease(Location location, Shared shared) {
      this.location = location;
      this.shared = shared;
    }

    Engine engine() {
      return shared.engine;
    }

    @Override
    public void close() {
      synchronized (EngineRegistry.this) {
        if (!released) {
          released = true;
          release(location, shared);
        }
      }
    }
  }

  private static final class Shared {
    private final Engine engine;
    private int leases;

    private Shared(Engine engine) {
      this.engine = engine;
    }
  }

  private final EngineSource source;
  private final Map<Location, Shared> open = new HashMap<>();

  EngineRegistry(EngineSource source) {
    this.source = source;
  }

  /** Joins the engine of a database, or opens it, with the options of the first to ask. */
  synchronized Lease lease(Location location, OpenOptions options) {
    if (location instanceof Location.PrivateMemory) {
      Shared alone = new Shared(source.open(location, options.creating()));
      alone.leases = 1;
      return new Lease(location, alone);
    }
    Shared shared = open.get(canonical(location));
    if (shared == null) {
      shared = new Shared(source.open(location, options));
    }
    Location key = canonical(location);
    open.put(key, shared);
    shared.leases++;
    return new Lease(key, shared);
  }

  private void release(Location location, Shared shared) {
    if (--shared.leases == 0) {
      open.remove(location, shared);
      shared.engine.close();
    }
  }

  /** Links resolved, as far as the directory exists. */
  private static Location canonical(Location location) {
    if (!(location instanceof Location.Directory directory) || !Files.exists(directory.path())) {
      return location;
    }
    Path path = directory.path();
    try {
      return new Location.Directory(path.toRealPath());
    } catch (IOException failure) {
      throw QuiverException.causedBy(failure, ErrorCode.IO_FAILURE, path, failure.toString());
    }
  }
}
