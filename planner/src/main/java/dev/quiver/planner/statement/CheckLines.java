package dev.quiver.planner.statement;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.Result;
import dev.quiver.storage.check.CheckFinding;
import dev.quiver.storage.check.CheckKind;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.SimpleType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a CHECK tells: rows of what was looked at, in which way, and the result. For one thread. */
final class CheckLines {
  static final List<ColumnInfo> COLUMNS =
      Stream.of("object", "check", "result")
          .map(name -> new ColumnInfo(name, null, name, SimpleType.VARCHAR, false, 0))
          .toList();

  private final List<ColumnBuilder> columns =
      COLUMNS.stream().map(column -> ColumnBuilder.of(column.type())).toList();

  void add(String object, String check, String result) {
    columns.get(0).append(object);
    columns.get(1).append(check);
    columns.get(2).append(result);
  }

  /** A line for each finding of a kind, with its file; one that says ok if there is none. */
  void add(String object, CheckKind kind, List<CheckFinding> findings) {
    String check = kind.name().toLowerCase(Locale.ROOT);
    List<CheckFinding> found = findings.stream().filter(f -> f.kind() == kind).toList();
    if (found.isEmpty()) {
      add(object, check, "ok");
    }
    for (CheckFinding finding : found) {
      add(finding.file(), check, finding.problem());
    }
  }

  Result result() {
    return new HeapRows(
        COLUMNS,
        new DenseBatch(columns.get(0).size(), columns.stream().map(ColumnBuilder::build).toList()));
  }
}
