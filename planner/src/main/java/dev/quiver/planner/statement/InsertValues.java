package dev.quiver.planner.statement;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.Result;
import dev.quiver.planner.value.RowBuilder;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INSERT … VALUES: parameters and literals go straight into columns, without a query. */
record InsertValues(
    TableName table,
    Schema schema,
    List<Row> rows,
    DefaultValues defaults,
    List<DataType> parameters)
    implements RowSource {

  /**
   * One row of VALUES.
   *
   * @param cells one per column of the table
   * @param computed the expressions among them; null if there are none
   */
  record Row(List<Cell> cells, @Nullable ComputedRow computed) {
    Row {
      cells = List.copyOf(cells);
    }
  }

  /** Where the value of a column comes from. */
  sealed interface Cell {
    Cell DEFAULT = new Default();

    /** A literal, converted already. */
    record Constant(@Nullable Object value) implements Cell {}

    /** A {@code ?}, from 0. */
    record Parameter(int index) implements Cell {}

    /** An expression of the row, from 0. */
    record Computed(int index) implements Cell {}

    /** The column's default, or NULL. */
    record Default() implements Cell {}
  }

  InsertValues {
    rows = List.copyOf(rows);
  }

  @Override
  public String operation() {
    return "INSERT";
  }

  @Override
  public Dependencies dependencies() {
    Dependencies all = Dependencies.onSchema(table, schema).and(defaults.dependencies());
    for (Row row : rows) {
      all = row.computed() == null ? all : all.and(row.computed().plan().dependencies());
    }
    return all;
  }

  @Override
  public boolean isReusable() {
    return !parameters.isEmpty()
        && defaults.isReusable()
        && rows.stream()
            .map(Row::computed)
            .allMatch(computed -> computed == null || computed.plan().isReusable());
  }

  @Override
  public String explain(Execution execution) {
    return "Insert(" + table + ", rows: " + rows.size() + ")\n";
  }

  @Override
  public Result run(Execution execution) {
    try (TableAppender appender = execution.transaction().append(table)) {
      long count = rows(execution, appender);
      appender.finish();
      return new Result.Count(count);
    }
  }

  @Override
  public long rows(Execution execution, TableAppender sink) {
    RowBuilder builder = new RowBuilder(table, schema);
    add(builder, sink, execution);
    flush(builder, sink);
    return rows.size();
  }

  @Override
  public long[] runBatch(Execution execution, List<@Nullable Object[]> batch) {
    try (TableAppender appender = execution.transaction().append(table)) {
      RowBuilder builder = new RowBuilder(table, schema);
      for (int i = 0; i < batch.size(); i++) {
        try {
          add(builder, appender, execution.withValues(batch.get(i)));
        } catch (QuiverException e) {
          throw batch.size() == 1 ? e : e.within("entry " + (i + 1) + " of the batch");
        }
      }
      flush(builder, appender);
      appender.finish();
    }
    long[] counts = new long[batch.size()];
    Arrays.fill(counts, rows.size());
    return counts;
  }

  private void add(RowBuilder builder, TableAppender appender, Execution execution) {
    for (Row row : rows) {
      ComputedRow computed = row.computed();
      @Nullable Object[] expressions = computed == null ? null : computed.values(execution);
      for (int column = 0; column < row.cells().size(); column++) {
        builder.set(column, value(row.cells().get(column), column, expressions, execution));
      }
      builder.endRow();
      if (builder.rows() == Batch.TARGET_ROWS) {
        execution.control().check();
        appender.append(builder.build());
      }
    }
  }

  private @Nullable Object value(
      Cell cell, int column, @Nullable Object @Nullable [] expressions, Execution execution) {
    if (cell instanceof Cell.Parameter parameter) {
      return execution.values()[parameter.index()];
    }
    if (cell instanceof Cell.Constant constant) {
      return constant.value();
    }
    if (cell instanceof Cell.Computed computed && expressions != null) {
      return expressions[computed.index()];
    }
    return defaults.next(column, execution);
  }

  private static void flush(RowBuilder builder, TableAppender appender) {
    if (builder.rows() > 0) {
      appender.append(builder.build());
    }
  }
}
