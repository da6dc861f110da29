package dev.quiver.storage;

import java.time.Instant;

/** A point in history: what AS OF names. */
public sealed interface VersionPoint {
  /** Version {@code number} of one table. */
  record Version(long number) implements VersionPoint {
    @Override
    public String toString() {
      return "VERSION " + number;
    }
  }

  /** The database snapshot that bears a tag. */
  record Tag(String name) implements VersionPoint {
    @Override
    public String toString() {
      return "TAG '" + name + "'";
    }
  }

  /** The newest database snapshot that was committed at or before an instant. */
  record Timestamp(Instant instant) implements VersionPoint {
    @Override
    public String toString() {
      return "TIMESTAMP '" + instant + "'";
    }
  }
}
