package dev.quiver.planner.ast;

import dev.quiver.storage.VersionPoint;
import java.time.Instant;
import java.util.Optional;

/**
 * A table's name and a point in its history as one string, for the places where Calcite passes on
 * nothing but names.
 *
 * <p>Name, kind and value are separated by a control character, which no identifier may hold (the
 * parser refuses it).
 */
public record VersionedName(String name, VersionPoint point) {
  /** The separator; also what makes a name in an error message recognisable. */
  public static final char SEPARATOR = '\u0001';

  public String encoded() {
    if (point instanceof VersionPoint.Version version) {
      return name + SEPARATOR + 'V' + version.number();
    }
    if (point instanceof VersionPoint.Tag tag) {
      return name + SEPARATOR + 'G' + tag.name();
    }
    return name + SEPARATOR + 'T' + ((VersionPoint.Timestamp) point).instant();
  }

  /** The parts of an encoded name; empty if it carries no version. */
  public static Optional<VersionedName> decode(String encoded) {
    int end = encoded.indexOf(SEPARATOR);
    if (end < 0) {
      return Optional.empty();
    }
    String value = encoded.substring(end + 2);
    VersionPoint point =
        switch (encoded.charAt(end + 1)) {
          case 'V' -> new VersionPoint.Version(Long.parseLong(value));
          case 'G' -> new VersionPoint.Tag(value);
          default -> new VersionPoint.Timestamp(Instant.parse(value));
        };
    return Optional.of(new VersionedName(encoded.substring(0, end), point));
  }
}
