package dev.quiver.storage.column;

import org.jspecify.annotations.Nullable;

/** Null markers of a column: null itself where no row is NULL. */
public final class Nulls {
  private Nulls() {}

  /** The markers of the picked rows, or null if none of those is NULL. */
  public static boolean @Nullable [] gather(boolean @Nullable [] nulls, int[] rows, int count) {
    if (nulls == null) {
      return null;
    }
    boolean[] picked = new boolean[count];
    boolean any = false;
    for (int i = 0; i < count; i++) {
      picked[i] = nulls[rows[i]];
      any |= picked[i];
    }
    return any ? picked : null;
  }
}
