package dev.quiver.storage;

import java.util.Locale;
import java.util.Optional;

/** How an index finds the vectors near a query. */
public enum IndexMethod {
  /** Lists of k-means; the vectors of the lists looked at are compared exactly. */
  IVF_FLAT,
  /**
   * Lists of k-means, a bit per element and a bound on the error; exact for what the bound leaves.
   */
  IVF_RQ;

  /** By the name in SQL. */
  public static Optional<IndexMethod> named(String name) {
    for (IndexMethod method : values()) {
      if (method.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
