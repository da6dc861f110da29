package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.List;

/**
 * EXPLAIN and EXPLAIN ANALYZE: a row per line of the plan. ANALYZE runs the statement, with all
 * that it changes.
 */
record Explain(boolean analyze, Executable statement) implements Executable {
  private static final List<ColumnInfo> COLUMNS =
      List.of(new ColumnInfo("plan", null, "plan", SimpleType.VARCHAR, false, 0));

  static Executable of(boolean analyze, Executable statement) {
    return new Explain(analyze, statement);
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
  public List<DataType> parameters() {
    return statement.parameters();
  }

  @Override
  public boolean changesData() {
    return analyze && statement.changesData();
  }

  @Override
  public String operation() {
    return statement.operation();
  }

  @Override
  public Dependencies dependencies() {
    return statement.dependencies();
  }

  @Override
  public Result run(Execution execution) {
    String plan = statement.explain(execution);
    if (plan.isEmpty()) {
      throw new QuiverException(ErrorCode.NOT_SUPPORTED, "EXPLAIN of " + statement.operation());
    }
    return lines(analyze ? analysis(plan, execution) : plan);
  }

  private String analysis(String plan, Execution execution) {
    Analysis analysis = new Analysis();
    long start = System.nanoTime();
    Result result = statement.run(execution.analyzedBy(analysis));
    long count = 0;
    if (result instanceof Result.Rows rows) {
      try (rows) {
        for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
          count += batch.size();
        }
      }
    } else if (result instanceof Result.Count changed) {
      count = changed.rows();
    }
    double millis = Math.round((System.nanoTime() - start) / 1e4) / 1e2;
    String queries = analysis.text();
    return (queries.isEmpty() ? plan : queries) + "total: rows=" + count + ", ms=" + millis + "\n";
  }

  private static Result lines(String text) {
    ColumnBuilder lines = ColumnBuilder.of(SimpleType.VARCHAR);
    text.lines().forEach(lines::append);
    int count = lines.size();
    return new HeapRows(COLUMNS, new DenseBatch(count, List.of(lines.build())));
  }
}
