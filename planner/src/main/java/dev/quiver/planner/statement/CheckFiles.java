package dev.quiver.planner.statement;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.planner.ast.CheckStatement;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.Progress;
import dev.quiver.storage.TableName;
import dev.quiver.storage.check.CheckFinding;
import dev.quiver.storage.check.CheckKind;
import dev.quiver.storage.check.CheckReport;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.SimpleType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * CHECK DATABASE and CHECK TABLE, over what is committed: a row for each kind of check that found
 * nothing, and one for each thing found, with the file.
 */
record CheckFiles(@Nullable TableName table) implements Executable {
  private static final List<ColumnInfo> COLUMNS =
      Stream.of("object", "check", "result")
          .map(name -> new ColumnInfo(name, null, name, SimpleType.VARCHAR, false, 0))
          .toList();

  static Executable compile(CheckStatement statement, TableNames names) {
    SqlIdentifier written = statement.table();
    return new CheckFiles(written == null ? null : names.existingTarget(written).name());
  }

  @Override
  public Kind kind() {
    return Kind.QUERY;
  }

  @Override
  public List<ColumnInfo> columns() {
    return COLUMNS;
  }

  @Override
  public String operation() {
    return table == null ? "CHECK DATABASE" : "CHECK TABLE";
  }

  @Override
  public Result run(Execution execution) {
    String object = table == null ? "database" : "table " + table;
    try (Job job = execution.session().activity().start("CHECK " + object, "check", 0)) {
      return rows(object, execution.session().check(table, new FilesChecked(execution, job)));
    }
  }

  private static Result rows(String object, CheckReport report) {
    Lines lines = new Lines();
    lines.add(
        object,
        "all",
        report.files() + " files, " + report.rows() + " rows, " + report.bytes() + " bytes read");
    for (CheckKind kind : CheckKind.values()) {
      List<CheckFinding> found =
          report.findings().stream().filter(finding -> finding.kind() == kind).toList();
      if (found.isEmpty()) {
        lines.add(object, kind.name().toLowerCase(Locale.ROOT), "ok");
      }
      for (CheckFinding finding : found) {
        lines.add(finding.file(), kind.name().toLowerCase(Locale.ROOT), finding.problem());
      }
    }
    return new HeapRows(COLUMNS, lines.batch());
  }

  /** Rows of three texts. */
  private static final class Lines {
    private final List<ColumnBuilder> columns =
        COLUMNS.stream().map(column -> ColumnBuilder.of(column.type())).toList();

    void add(String object, String check, String result) {
      columns.get(0).append(object);
      columns.get(1).append(check);
      columns.get(2).append(result);
    }

    DenseBatch batch() {
      return new DenseBatch(
          columns.get(0).size(), columns.stream().map(ColumnBuilder::build).toList());
    }
  }

  /** Shown as a job; ends with its statement. */
  private static final class FilesChecked implements Progress {
    private final Execution execution;
    private final Job job;
    private long done;

    FilesChecked(Execution execution, Job job) {
      this.execution = execution;
      this.job = job;
    }

    @Override
    public void advance(long more) {
      execution.control().check();
      done += more;
      job.report(done);
    }
  }
}
