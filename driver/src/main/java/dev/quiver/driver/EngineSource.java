package dev.quiver.driver;

import dev.quiver.planner.Engine;
import dev.quiver.storage.OpenOptions;

/** Opens engines: the seam between the registry and the engine itself. */
@FunctionalInterface
interface EngineSource {
  /**
   * @throws dev.quiver.functions.error.QuiverException NOT_A_DATABASE, NEWER_FORMAT, IO_FAILURE
   */
  Engine open(Location location, OpenOptions options);
}
