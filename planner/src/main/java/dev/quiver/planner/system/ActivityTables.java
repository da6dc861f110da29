package dev.quiver.planner.system;

import static dev.quiver.planner.system.SystemTable.row;

import dev.quiver.storage.JobStatus;
import dev.quiver.storage.ProcessMemory;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The tables of schema {@code sys} about what goes on. */
final class ActivityTables {
  private ActivityTables() {}

  static List<SystemTable> all() {
    return List.of(settings(), jobs(), queries(), memory());
  }

  private static SystemTable settings() {
    return SystemTable.in(SystemTables.SYS, "settings")
        .texts("name", "value", "default_value", "meaning")
        .rows(
            context ->
                context.settings().stream()
                    .map(s -> row(s.name(), s.value(), s.defaultValue(), s.meaning())));
  }

  private static SystemTable jobs() {
    return SystemTable.in(SystemTables.SYS, "jobs")
        .texts("what", "phase")
        .numbers("done", "total")
        .time("started_at")
        .rows(
            context ->
                context.jobs().stream()
                    .sorted(Comparator.comparing(JobStatus::startedAt))
                    .map(j -> row(j.what(), j.phase(), j.done(), j.total(), j.startedAt())));
  }

  private static SystemTable queries() {
    return SystemTable.in(SystemTables.SYS, "queries")
        .numbers("id", "session")
        .texts("user_name", "sql")
        .time("started_at")
        .rows(
            context ->
                context.statements().stream()
                    .sorted(Comparator.comparingLong(RunningStatement::id))
                    .map(q -> row(q.id(), q.sessionId(), q.user(), q.sql(), q.startedAt())));
  }

  private static SystemTable memory() {
    return SystemTable.in(SystemTables.SYS, "memory")
        .texts("what")
        .numbers("used", "most")
        .rows(
            context -> {
              ProcessMemory memory = ProcessMemory.now();
              return Stream.of(
                  row("heap, bytes", memory.heapBytes(), memory.mostHeapBytes()),
                  row("files mapped", memory.mappings(), memory.mostMappings()));
            });
  }
}
