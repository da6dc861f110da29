package dev.quiver.driver;

import dev.quiver.planner.Engine;

/** Opens engines: the seam between the registry and the engine itself. */
@FunctionalInterface
interface EngineSource {
  /**
   * @param createIfMissing make an empty database where there is none
   * @throws dev.quiver.functions.error.QuiverException NOT_A_DATABASE, NEWER_FORMAT, IO_FAILURE
   */
  Engine open(Location location, boolean createIfMissing);
}
