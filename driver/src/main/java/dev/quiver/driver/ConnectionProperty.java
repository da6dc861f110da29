package dev.quiver.driver;

import java.util.List;
import java.util.Optional;

/**
 * The closed table of connection properties: what may stand in a URL or in a Properties object.
 *
 * <p>{@code Driver.getPropertyInfo} and docs/properties.md show this table. No property ever names
 * a class.
 */
enum ConnectionProperty {
  READ_ONLY("readOnly", Kind.BOOLEAN, "false", "Refuse every statement that changes something."),
  CREATE_IF_MISSING(
      "createIfMissing",
      Kind.BOOLEAN,
      "true",
      "Make an empty database where the directory holds none; otherwise that is an error."),
  SCHEMA("schema", Kind.TEXT, "public", "Where unqualified names are looked up first."),
  USER("user", Kind.TEXT, "", "What CURRENT_USER gives; an embedded database checks no users."),
  PASSWORD("password", Kind.SECRET, "", "Accepted and not used by an embedded database."),
  AS_OF(
      "asOf",
      Kind.POINT,
      "",
      "Read one snapshot throughout, read-only: its number, a tag, or a timestamp such as"
          + " 2026-01-31 12:00:00, in UTC unless it has an offset such as +01:00."),
  MEMORY_LIMIT(
      "memoryLimit",
      Kind.SIZE,
      "",
      "The memory that the statements of the connection may hold together, such as 512MB, at least"
          + " 1MB; empty for half of the Java heap."),
  QUERY_TIMEOUT(
      "queryTimeout",
      Kind.SECONDS,
      "0",
      "Seconds a statement may run unless it sets its own timeout; 0 for no limit."),
  TARGET_RECALL(
      "targetRecall",
      Kind.FRACTION,
      "0.95",
      "The share of the true nearest neighbours that a search through an index should find;"
          + " a search without an index finds all of them."),
  VECTOR_TYPE(
      "vectorType",
      Kind.VECTOR_TYPE,
      "array",
      "How vectors show themselves: array (float[] objects), varchar (text) or binary"
          + " (little-endian floats), for tools that know no arrays."),
  AUTO_COMPACT(
      "autoCompact",
      Kind.BOOLEAN,
      "true",
      "Merge small fragments, complete vector indexes and give up old versions in a thread in the"
          + " background, after commits of this process; its first connection to a database"
          + " decides."),
  KEEP_VERSIONS(
      "keepVersions",
      Kind.COUNT,
      "100",
      "How many of a table's last versions are kept at least, and of the database's snapshots,"
          + " when old ones are given up in the background."),
  KEEP_DAYS(
      "keepDays",
      Kind.DAYS,
      "7",
      "For how many days at least versions and snapshots are kept, when old ones are given up in the"
          + " background; they go when keepVersions lets them go too.");

  /** What a value must look like. */
  enum Kind {
    BOOLEAN("boolean", List.of("true", "false")),
    TEXT("text", List.of()),
    SECRET("text", List.of()),
    POINT("number, tag or timestamp", List.of()),
    SECONDS("whole number", List.of()),
    DAYS("whole number", List.of()),
    COUNT("whole number", List.of()),
    SIZE("bytes, KB, MB or GB", List.of()),
    FRACTION("number in (0, 1]", List.of()),
    VECTOR_TYPE("choice", List.of("array", "varchar", "binary"));

    private final String shown;
    private final List<String> choices;

    Kind(String shown, List<String> choices) {
      this.shown = shown;
      this.choices = choices;
    }
  }

  private final String key;
  private final Kind kind;
  private final String defaultValue;
  private final String meaning;

  ConnectionProperty(String key, Kind kind, String defaultValue, String meaning) {
    this.key = key;
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
  }

  /** Exactly as spelled; property names are case-sensitive. */
  static Optional<ConnectionProperty> named(String key) {
    for (ConnectionProperty property : values()) {
      if (property.key.equals(key)) {
        return Optional.of(property);
      }
    }
    return Optional.empty();
  }

  /** Whether a value under this name is not to be shown, however the name is spelled. */
  static boolean isSecret(String key) {
    for (ConnectionProperty property : values()) {
      if (property.kind == Kind.SECRET && property.key.equalsIgnoreCase(key)) {
        return true;
      }
    }
    return false;
  }

  String key() {
    return key;
  }

  Kind kind() {
    return kind;
  }

  /** The type's name for people. */
  String typeName() {
    return kind.shown;
  }

  /** The values it may have, if they are few. */
  List<String> choices() {
    return kind.choices;
  }

  String defaultValue() {
    return defaultValue;
  }

  String meaning() {
    return meaning;
  }
}
