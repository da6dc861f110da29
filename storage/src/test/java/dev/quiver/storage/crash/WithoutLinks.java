package dev.quiver.storage.crash;

import dev.quiver.storage.file.SimulatedProcess.Conditions;

/** The same conditions on a file system that has no hard links. */
record WithoutLinks(Conditions others) implements Around {
  @Override
  public boolean hasLinks() {
    return false;
  }
}
