package dev.quiver.storage;

import java.time.Duration;

/**
 * Which versions a vacuum keeps: the last so many, and all that were current within a time.
 *
 * @param versions at least 1
 */
public record Retention(long versions, Duration age) {
  /** What is kept unless something else is said. */
  public static final Retention DEFAULT = new Retention(100, Duration.ofDays(7));

  public Retention {
    if (versions < 1 || age.isNegative()) {
      throw new IllegalArgumentException("retention of " + versions + " versions, " + age);
    }
  }

  /** The last so many versions, whatever their age. */
  public static Retention lastVersions(long versions) {
    return new Retention(versions, Duration.ZERO);
  }

  /** All that was current within a time, and the newest. */
  public static Retention youngerThan(Duration age) {
    return new Retention(1, age);
  }
}
