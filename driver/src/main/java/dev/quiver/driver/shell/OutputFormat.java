package dev.quiver.driver.shell;

import java.util.Locale;
import java.util.Optional;

/** How rows are printed. */
enum OutputFormat {
  /** For people: aligned columns, long vectors shortened. */
  TABLE,
  /** RFC 4180 with a header; NULL is empty, an empty string is quoted. */
  CSV,
  /** One JSON object a line. */
  JSONL;

  static Optional<OutputFormat> named(String name) {
    for (OutputFormat format : values()) {
      if (format.toString().equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
