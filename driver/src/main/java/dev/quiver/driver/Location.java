package dev.quiver.driver;

import java.nio.file.Path;

/** Where a database is. */
sealed interface Location {
  /** In a local directory; absolute and normalized. */
  record Directory(Path path) implements Location {}

  /** In memory, known to one connection. */
  record PrivateMemory() implements Location {}

  /** In memory, shared by the connections of this process that use the name. */
  record NamedMemory(String name) implements Location {}
}
