package dev.quiver.planner.statement;

import dev.quiver.planner.Result;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.IntColumn;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import java.util.List;

/**
 * MERGE: each branch finds the rows that it is about; then the rows as they were are deleted, and
 * what is updated or inserted is appended.
 */
record MergeRows(
    TableName table,
    Schema schema,
    List<Branch> branches,
    List<DataType> parameters,
    String operation)
    implements RowChange {

  /** What a branch does with the rows that it finds. */
  enum Effect {
    /** Its rows: fragment, offset, the mark if there is one, the table's columns. */
    UPDATE,
    /** Its rows: fragment, offset, the mark if there is one. */
    DELETE,
    /** Its rows: the mark if there is one, the columns that are not left to their defaults. */
    INSERT
  }

  /**
   * One WHEN clause.
   *
   * @param targets of an INSERT: for each column of the query which column of the table it fills
   * @param marked whether a column tells the number of the source's row
   */
  record Branch(
      Effect effect, PlanPart part, List<Integer> targets, DefaultValues defaults, boolean marked) {
    Branch {
      targets = List.copyOf(targets);
    }
  }

  /** Hears of each row of the source that was carried out, by its mark. */
  interface Witness {
    void changed(int mark);
  }

  MergeRows {
    branches = List.copyOf(branches);
    parameters = List.copyOf(parameters);
  }

  @Override
  public Dependencies dependencies() {
    Dependencies all = Dependencies.onSchema(table, schema);
    for (Branch branch : branches) {
      all = all.and(branch.part().plan().dependencies()).and(branch.defaults().dependencies());
    }
    return all;
  }

  @Override
  public boolean isReusable() {
    return branches.stream()
        .allMatch(b -> b.part().plan().isReusable() && b.defaults().isReusable());
  }

  @Override
  public String explain(Execution execution) {
    StringBuilder all = new StringBuilder("Merge(" + table + ")\n");
    for (Branch branch : branches) {
      all.append(("When(" + branch.effect() + ")\n").indent(2));
      all.append(branch.part().explain(execution).indent(4));
    }
    return all.toString();
  }

  @Override
  public Result run(Execution execution) {
    return new Result.Count(run(execution, mark -> {}));
  }

  /** The number of rows changed. */
  long run(Execution execution, Witness witness) {
    try (ChangedRows changed = new ChangedRows(execution, table, operation);
        TableAppender appender = execution.transaction().append(table)) {
      RowTransfer transfer = RowTransfer.into(table, schema, appender);
      long inserted = 0;
      for (Branch branch : branches) {
        try (Result.Rows rows = branch.part().open(execution)) {
          for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
            execution.control().check();
            inserted += take(branch, batch, changed, transfer, execution);
            tell(branch, batch, witness);
          }
        }
      }
      // Deleted first, so that the rows as they were are no duplicates of what they become.
      long count = changed.isEmpty() ? 0 : execution.transaction().delete(table, changed.rows());
      appender.finish();
      return count + inserted;
    }
  }

  private long take(
      Branch branch, Batch batch, ChangedRows changed, RowTransfer transfer, Execution execution) {
    int mark = branch.marked() ? 1 : 0;
    if (branch.effect() == Effect.INSERT) {
      InsertedColumns columns = new InsertedColumns(schema, branch.targets(), branch.defaults());
      transfer.append(columns.arrange(batch, mark, execution), 0);
      return batch.size();
    }
    changed.add(batch);
    if (branch.effect() == Effect.UPDATE) {
      transfer.append(batch, ChangedRows.ADDRESS_COLUMNS + mark);
    }
    return 0;
  }

  private static void tell(Branch branch, Batch batch, Witness witness) {
    if (branch.marked()) {
      int at = branch.effect() == Effect.INSERT ? 0 : ChangedRows.ADDRESS_COLUMNS;
      int[] marks = ((IntColumn) batch.column(at)).values();
      for (int i = 0; i < batch.size(); i++) {
        witness.changed(marks[i]);
      }
    }
  }
}
