package dev.quiver.planner.operator;

import dev.quiver.storage.type.DataType;
import java.util.List;

/** A table whose rows are made when it is read: system tables, files. */
public interface GeneratedTable {
  String name();

  List<DataType> columnTypes();

  /** Its rows, with all columns. */
  Operator open(ExecutionContext context);
}
