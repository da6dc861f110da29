package dev.quiver.planner.statement;

import dev.quiver.planner.catalog.VirtualTables;
import dev.quiver.planner.operator.ExecutionContext;
import dev.quiver.planner.operator.GeneratedTable;
import dev.quiver.planner.operator.Operator;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table EXCLUDED of INSERT … ON CONFLICT: the rows that are to be inserted, which each run
 * brings along, and their numbers.
 */
record GivenRows(List<Field> fields) implements GeneratedTable {
  static final String NAME = "EXCLUDED";

  /** No schema of this name can be written in SQL text. */
  static final String SCHEMA = "\u0004given";

  static GivenRows of(Schema schema) {
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.fields()) {
      fields.add(new Field(field.id(), field.name(), field.type(), true, null, field.maxLength()));
    }
    fields.add(new Field(schema.nextFieldId(), Merges.MARK_COLUMN, SimpleType.INTEGER, false));
    return new GivenRows(fields);
  }

  GivenRows {
    fields = List.copyOf(fields);
  }

  /** This table beside those of a session. */
  VirtualTables beside(VirtualTables others) {
    return new VirtualTables() {
      @Override
      public Set<String> schemas() {
        Set<String> all = new java.util.HashSet<>(others.schemas());
        all.add(SCHEMA);
        return all;
      }

      @Override
      public Optional<Table> find(String schema, String table) {
        return schema.equals(SCHEMA)
            ? Optional.of(new Table(NAME, fields, GivenRows.this, true))
            : others.find(schema, table);
      }

      @Override
      public Table file(String format, String file) {
        return others.file(format, file);
      }

      @Override
      public Table changes(Snapshot snapshot, TableName table, long from, long to) {
        return others.changes(snapshot, table, from, to);
      }
    };
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<DataType> columnTypes() {
    return fields.stream().map(Field::type).toList();
  }

  @Override
  public Operator open(ExecutionContext context) {
    Iterator<Batch> rows = context.given().iterator();
    return new Operator() {
      @Override
      public @Nullable Batch next() {
        return rows.hasNext() ? rows.next() : null;
      }

      @Override
      public void close() {
        // The rows are those of the run.
      }
    };
  }
}
