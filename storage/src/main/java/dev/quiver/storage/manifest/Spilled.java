package dev.quiver.storage.manifest;

import java.util.List;

/**
 * A long list as a manifest keeps it: full groups in files of their own, then a short tail in the
 * manifest itself.
 */
public record Spilled<T>(List<GroupRef> groups, List<T> tail) {
  public Spilled {
    groups = List.copyOf(groups);
    tail = List.copyOf(tail);
  }

  public static <T> Spilled<T> empty() {
    return new Spilled<>(List.of(), List.of());
  }
}
