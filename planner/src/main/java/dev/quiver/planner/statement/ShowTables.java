package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.planner.ast.DescribeTable;
import dev.quiver.planner.ast.ShowStatement;
import dev.quiver.planner.system.ShownTable;
import dev.quiver.planner.system.SystemTable;
import dev.quiver.planner.system.SystemTables;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.sql.SqlIdentifier;

/** SHOW and DESCRIBE: system tables cut to what one person wants to see. */
record ShowTables(String operation, SystemTable shape, Function<Execution, SystemTable> table)
    implements Executable {

  static Executable show(ShowStatement statement, TableNames names) {
    return switch (statement.subject()) {
      case TABLES -> always("SHOW TABLES", ShownTable.tables());
      case TAGS -> always("SHOW TAGS", system("tags"));
      case VERSIONS -> of("SHOW VERSIONS", statement.tableNode(), names, ShownTable::versions);
      case INDEXES -> of("SHOW INDEXES", statement.tableNode(), names, ShownTable::indexes);
      case COLUMNS -> of("SHOW COLUMNS", statement.tableNode(), names, ShownTable::columns);
    };
  }

  static Executable describe(DescribeTable statement, TableNames names) {
    return of("DESCRIBE", statement.table(), names, ShownTable::columns);
  }

  private static ShowTables always(String operation, SystemTable table) {
    return new ShowTables(operation, table, execution -> table);
  }

  private static ShowTables of(
      String operation,
      @org.jspecify.annotations.Nullable SqlIdentifier written,
      TableNames names,
      Function<TableVersion, SystemTable> shown) {
    if (written == null) {
      throw new QuiverException(ErrorCode.SYNTAX, operation + " needs FROM and a table");
    }
    TableName name = names.qualify(written);
    SystemTable system = SystemTables.find(name).orElse(null);
    if (system != null) {
      SystemTable columns = ShownTable.columnsOf(system.schema());
      return new ShowTables(operation, columns, execution -> columns);
    }
    return new ShowTables(
        operation,
        shown.apply(names.existing(written)),
        execution ->
            shown.apply(new TableNames(execution.snapshot(), names.schema()).existing(written)));
  }

  private static SystemTable system(String table) {
    return SystemTables.find(new TableName(SystemTables.SYS, table))
        .orElseThrow(() -> new QuiverException(ErrorCode.INTERNAL, "no table sys." + table));
  }

  @Override
  public Kind kind() {
    return Kind.QUERY;
  }

  @Override
  public List<ColumnInfo> columns() {
    return HeapRows.columns(shape.schema());
  }

  @Override
  public Result run(Execution execution) {
    SystemTable shown = table.apply(execution);
    return new HeapRows(
        columns(), shown.rows(execution.session().systemContext(execution.snapshot())));
  }
}
