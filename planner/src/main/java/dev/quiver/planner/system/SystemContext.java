package dev.quiver.planner.system;

import dev.quiver.storage.JobStatus;
import dev.quiver.storage.Snapshot;
import java.util.Collection;
import java.util.List;

/**
 * What the system tables tell of.
 *
 * @param snapshot the one that the query reads
 * @param settings of the session that asks
 */
public record SystemContext(
    Snapshot snapshot,
    List<SettingValue> settings,
    Collection<JobStatus> jobs,
    Collection<RunningStatement> statements) {
  public SystemContext {
    settings = List.copyOf(settings);
  }

  /** A setting as it stands. */
  public record SettingValue(String name, String value, String defaultValue, String meaning) {}
}
