package dev.quiver.planner;

import dev.quiver.storage.VersionPoint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connection wants the database.
 *
 * @param schema where unqualified names are looked up first
 * @param readOnly refuse every statement that changes something
 * @param asOf read this point in history throughout, and nothing else; null for the present. A
 *     Version is a snapshot number.
 * @param user shown by CURRENT_USER
 * @param settings what settings are at first and after RESET, by the names that SET knows
 */
public record SessionOptions(
    String schema,
    boolean readOnly,
    @Nullable VersionPoint asOf,
    String user,
    Map<String, String> settings) {
  public SessionOptions {
    settings = Map.copyOf(settings);
  }

  /** With every setting as it is unless something is said. */
  public SessionOptions(String schema, boolean readOnly, @Nullable VersionPoint asOf, String user) {
    this(schema, readOnly, asOf, user, Map.of());
  }
}
