package dev.quiver.planner.statement;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.planner.ast.CopyTo;
import dev.quiver.planner.load.BatchWriter;
import dev.quiver.planner.load.FileFormats;
import dev.quiver.planner.load.FileOptions;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.type.DataType;
import java.nio.file.Path;
import java.util.List;

/** COPY … TO 'file': the file appears when all rows are in it. */
record WriteFile(QueryPlan plan, Path file, FileOptions options) implements Executable {

  static Executable compile(CopyTo statement, CompileContext context) {
    try {
      FileOptions options = FileOptions.of(statement.options());
      Path file = FileFormats.path(statement.file());
      return new WriteFile(Plans.of(statement.query(), context), file, options);
    } catch (QuiverException e) {
      throw Positions.at(statement.query(), e);
    }
  }

  @Override
  public Kind kind() {
    return Kind.UPDATE;
  }

  @Override
  public List<DataType> parameters() {
    return plan.parameters();
  }

  @Override
  public String operation() {
    return "COPY TO";
  }

  @Override
  public Dependencies dependencies() {
    return plan.dependencies();
  }

  @Override
  public String explain(Execution execution) {
    return "Write('" + file + "')\n" + plan.explain(execution).indent(2);
  }

  @Override
  public Result run(Execution execution) {
    try (Result.Rows rows = plan.open(execution);
        Job job = execution.session().activity().start("COPY TO '" + file + "'", "write", 0);
        BatchWriter writer = FileFormats.of(file, options).write(file, options, plan.columns())) {
      long count = 0;
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        execution.control().check();
        writer.write(batch);
        count += batch.size();
        job.report(count);
      }
      writer.finish();
      return new Result.Count(count);
    }
  }
}
