package dev.quiver.driver;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is.
 *
 * <p>Equality is written out: a record's own is linked when first asked for, which costs a fresh
 * process some 50 ms before its first connection.
 */
sealed interface Location {
  /** In a local directory; absolute and normalized. */
  record Directory(Path path) implements Location {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Directory directory && path.equals(directory.path);
    }

    @Override
    public int hashCode() {
      return path.hashCode();
    }
  }

  /** In memory, known to one connection. */
  record PrivateMemory() implements Location {}

  /** In memory, shared by the connections of this process that use the name. */
  record NamedMemory(String name) implements Location {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof NamedMemory memory && name.equals(memory.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}
