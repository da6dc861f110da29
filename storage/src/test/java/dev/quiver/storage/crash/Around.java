package dev.quiver.storage.crash;

import dev.quiver.storage.file.SimulatedProcess.Conditions;
import java.io.IOException;

/** Conditions that change something about others. */
interface Around extends Conditions {
  Conditions others();

  @Override
  default void before(String operation, String path) throws IOException {
    others().before(operation, path);
  }

  @Override
  default boolean omitsForce(String path) {
    return others().omitsForce(path);
  }

  @Override
  default int taken(String path, int remaining) {
    return others().taken(path, remaining);
  }

  @Override
  default boolean ignoresShortWrites() {
    return others().ignoresShortWrites();
  }

  @Override
  default boolean linksBeforeForcing() {
    return others().linksBeforeForcing();
  }

  @Override
  default boolean hasLinks() {
    return others().hasLinks();
  }
}
