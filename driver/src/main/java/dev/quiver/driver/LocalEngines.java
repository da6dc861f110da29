package dev.quiver.driver;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.Engine;

/** Opens databases in local directories and in memory. */
final class LocalEngines implements EngineSource {
  @Override
  public Engine open(Location location, boolean createIfMissing) {
    throw new QuiverException(
        ErrorCode.NOT_SUPPORTED, "opening a database before its engine is built");
  }
}
