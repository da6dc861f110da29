package dev.quiver.planner.statement;

import dev.quiver.planner.operator.ExecutionContext;
import dev.quiver.planner.operator.GeneratedTable;
import dev.quiver.planner.operator.Operator;
import dev.quiver.planner.system.SystemTable;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A system table in a plan: its rows are made when it is opened. */
record SystemTableSource(SystemTable table, SessionControl session) implements GeneratedTable {
  @Override
  public String name() {
    return table.name().toString();
  }

  @Override
  public List<DataType> columnTypes() {
    return table.schema().fields().stream().map(Field::type).toList();
  }

  @Override
  public Operator open(ExecutionContext context) {
    Batch rows = table.rows(session.systemContext(context.snapshot()));
    return new Operator() {
      private @Nullable Batch batch = rows.size() == 0 ? null : rows;

      @Override
      public @Nullable Batch next() {
        Batch next = batch;
        batch = null;
        return next;
      }

      @Override
      public void close() {
        batch = null;
      }
    };
  }
}
