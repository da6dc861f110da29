package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.operator.ExecutionContext;
import dev.quiver.planner.operator.GeneratedTable;
import dev.quiver.planner.operator.Operator;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TABLE_CHANGES('table', from, to): the rows by which version {@code to} differs from version
 * {@code from}, those that are gone as {@code delete} and those that are new as {@code insert}; an
 * update is one of each. Version 0 is the table before it was made.
 *
 * @param fields those of both versions, then change_type
 */
record TableChanges(TableName table, long from, long to, List<Field> fields)
    implements GeneratedTable {
  private static final String CHANGE_TYPE = "change_type";

  TableChanges {
    fields = List.copyOf(fields);
  }

  /**
   * @throws QuiverException UNKNOWN_TABLE, UNKNOWN_VERSION, INVALID_QUERY; NOT_SUPPORTED where the
   *     versions have different columns
   */
  static TableChanges of(Snapshot snapshot, TableName table, long from, long to) {
    if (from < 0 || from > to) {
      throw new QuiverException(
          ErrorCode.INVALID_QUERY,
          "TABLE_CHANGES of " + table + " from version " + from + " to " + to);
    }
    List<Field> fields = new ArrayList<>(version(snapshot, table, to).schema().fields());
    if (from > 0 && !version(snapshot, table, from).schema().fields().equals(fields)) {
      throw new QuiverException(
          ErrorCode.NOT_SUPPORTED,
          "TABLE_CHANGES of "
              + table
              + " between versions "
              + from
              + " and "
              + to
              + " of different columns");
    }
    int id = fields.stream().mapToInt(Field::id).max().orElse(0) + 1;
    fields.add(new Field(id, CHANGE_TYPE, SimpleType.VARCHAR, false));
    return new TableChanges(table, from, to, fields);
  }

  private static TableVersion version(Snapshot snapshot, TableName table, long number) {
    return snapshot.table(table, new VersionPoint.Version(number));
  }

  @Override
  public String name() {
    return "TABLE_CHANGES(" + table + ", " + from + ", " + to + ")";
  }

  @Override
  public List<DataType> columnTypes() {
    return fields.stream().map(Field::type).toList();
  }

  @Override
  public Operator open(ExecutionContext context) {
    @Nullable TableVersion before = from == 0 ? null : version(context.snapshot(), table, from);
    TableVersion after = version(context.snapshot(), table, to);
    return new ChangedRowsOperator(
        ChangedFragments.between(before, after, context), fields, context);
  }
}
