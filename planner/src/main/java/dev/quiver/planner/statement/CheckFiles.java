package dev.quiver.planner.statement;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.planner.ast.CheckStatement;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.TableName;
import dev.quiver.storage.check.CheckKind;
import dev.quiver.storage.check.CheckReport;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * CHECK DATABASE and CHECK TABLE, over what is committed: a row for each kind of check that found
 * nothing, and one for each thing found, with the file.
 */
record CheckFiles(@Nullable TableName table) implements Executable {
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
    return CheckLines.COLUMNS;
  }

  @Override
  public String operation() {
    return table == null ? "CHECK DATABASE" : "CHECK TABLE";
  }

  @Override
  public Result run(Execution execution) {
    String object = table == null ? "database" : "table " + table;
    try (Job job = execution.session().activity().start("CHECK " + object, "check", 0)) {
      return rows(
          object, execution.session().check(table, new JobProgress(job, execution.control())));
    }
  }

  private static Result rows(String object, CheckReport report) {
    CheckLines lines = new CheckLines();
    lines.add(
        object,
        "all",
        report.files() + " files, " + report.rows() + " rows, " + report.bytes() + " bytes read");
    for (CheckKind kind : CheckKind.values()) {
      lines.add(object, kind, report.findings());
    }
    return lines.result();
  }
}
