package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.planner.ast.CheckIndex;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.check.CheckKind;
import dev.quiver.storage.check.CheckReport;
import dev.quiver.storage.index.IndexHealth;
import dev.quiver.storage.index.IndexMeasure;
import dev.quiver.storage.index.VectorIndex;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * CHECK INDEX: reads all files of an index, searches for some rows of its table at the session's
 * recall, and says what was found, how fast, and whether the index should be made anew.
 */
record IndexCheckup(SqlIdentifier name, String schema, int sample) implements Executable {
  private static final int USUAL_SAMPLE = 200;
  private static final int MOST = 100_000;
  private static final List<CheckKind> KINDS =
      List.of(CheckKind.REFERENCES, CheckKind.CHECKSUMS, CheckKind.COUNTS, CheckKind.INDEXES);

  static Executable compile(CheckIndex statement, CompileContext context) {
    return new IndexCheckup(statement.name(), context.schema(), sample(statement.sample()));
  }

  private static int sample(@Nullable SqlNode written) {
    if (written == null) {
      return USUAL_SAMPLE;
    }
    BigDecimal value = ((SqlLiteral) written).bigDecimalValue();
    if (value == null
        || value.stripTrailingZeros().scale() > 0
        || value.signum() <= 0
        || value.compareTo(BigDecimal.valueOf(MOST)) > 0) {
      throw Positions.failure(
          written,
          ErrorCode.INVALID_QUERY,
          "SAMPLE " + value + ": expected a whole number from 1 to " + MOST);
    }
    return value.intValueExact();
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
    return "CHECK INDEX";
  }

  @Override
  public Result run(Execution execution) {
    String written = name.getSimple();
    TableName owner =
        IndexStatements.owner(execution.snapshot(), schema, written)
            .orElseThrow(
                () -> Positions.at(name, new QuiverException(ErrorCode.UNKNOWN_INDEX, written)));
    TableVersion table = execution.snapshot().table(owner).orElseThrow();
    VectorIndex index =
        table.indexes().stream()
            .filter(i -> i.definition().name().equalsIgnoreCase(written))
            .findFirst()
            .orElseThrow();
    try (Job job = execution.session().activity().start("CHECK INDEX " + written, "check", 0)) {
      JobProgress progress = new JobProgress(job, execution.control());
      CheckReport files = execution.session().checkIndex(owner, index, progress);
      double recall = execution.session().targetRecall();
      String object = "index " + index.definition().name();
      return rows(
          object,
          files,
          files.isClean()
              ? IndexHealth.of(index, table.fragments(), recall, sample, progress)
              : null);
    }
  }

  /**
   * @param health null where files are damaged, so that nothing can be measured
   */
  private static Result rows(String object, CheckReport files, @Nullable IndexHealth health) {
    CheckLines lines = new CheckLines();
    lines.add(object, "all", files.files() + " files, " + files.bytes() + " bytes read");
    for (CheckKind kind : KINDS) {
      lines.add(object, kind, files.findings());
    }
    if (health == null) {
      lines.add(object, "rebuild", "yes: its files are damaged");
      return lines.result();
    }
    IndexHealth.Rows rows = health.rows();
    lines.add(object, "rows_indexed", String.valueOf(rows.all() - rows.unindexed()));
    lines.add(object, "rows_unindexed", String.valueOf(rows.unindexed()));
    if (health.measure().isPresent()) {
      IndexMeasure measure = health.measure().get();
      lines.add(
          object,
          "recall@10",
          text("%.4f of %d rows searched for", measure.recall(), measure.queries())
              + ", promised "
              + health.promised());
      lines.add(
          object,
          "latency",
          text(
              "median %.0f us, 99 %% within %.0f us",
              measure.medianMicros(), measure.slowMicros()));
    } else {
      lines.add(object, "recall@10", "1.0, since searches compare all rows");
    }
    lines.add(object, "rebuild", rebuild(health));
    return lines.result();
  }

  private static String rebuild(IndexHealth health) {
    List<String> complaints = health.complaints();
    if (!complaints.isEmpty()) {
      return String.join("; ", complaints);
    }
    return health.isBelowPromise()
        ? "no: recall is below " + health.promised() + " by no more than a sample may err"
        : "no";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
