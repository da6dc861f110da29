package dev.quiver.storage;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small tables for tests: making batches of rows and reading tables back as rows. */
public final class Rows {
  public static final TableName DOCS = TableName.of("docs");

  /** id BIGINT PRIMARY KEY, text VARCHAR, embedding VECTOR(3), image BLOB. */
  public static final Schema DOCS_SCHEMA =
      new Schema(
          List.of(
              new Field(0, "id", SimpleType.BIGINT, false),
              new Field(1, "text", SimpleType.VARCHAR, true),
              new Field(2, "embedding", VectorType.ofFloats(3), true),
              new Field(3, "image", SimpleType.BLOB, true)),
          List.of(0),
          4);

  public static final TableName NOTES = TableName.of("notes");

  /** note VARCHAR NOT NULL, no key. */
  public static final Schema NOTES_SCHEMA = schemaOf("note", SimpleType.VARCHAR);

  private Rows() {}

  public static Schema schemaOf(String column, DataType type) {
    return new Schema(List.of(new Field(0, column, type, false)), List.of(), 1);
  }

  public static Batch batch(Schema schema, List<List<@Nullable Object>> rows) {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < schema.fields().size(); c++) {
      ColumnBuilder builder = ColumnBuilder.of(schema.fields().get(c).type());
      for (List<@Nullable Object> row : rows) {
        builder.append(row.get(c));
      }
      columns.add(builder.build());
    }
    return new DenseBatch(rows.size(), columns);
  }

  /** A document made of its id. */
  public static List<@Nullable Object> doc(long id) {
    return Arrays.asList(
        id,
        "text " + id,
        new float[] {id, 0.5f, -1},
        id % 2 == 0 ? null : new byte[] {(byte) id, 7});
  }

  public static void appendDocs(Transaction transaction, long... ids) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (long id : ids) {
      rows.add(doc(id));
    }
    append(transaction, DOCS, batch(DOCS_SCHEMA, rows));
  }

  public static void appendNotes(Transaction transaction, String... notes) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (String note : notes) {
      rows.add(Arrays.asList((Object) note));
    }
    append(transaction, NOTES, batch(NOTES_SCHEMA, rows));
  }

  public static void append(Transaction transaction, TableName table, Batch batch) {
    try (TableAppender appender = transaction.append(table)) {
      appender.append(batch);
      appender.finish();
    }
  }

  /** Deletes the rows whose first column has one of these values. */
  public static long delete(Transaction transaction, TableName table, Object... values) {
    RowSet rows = rowsOf(transaction.view().table(table).orElseThrow(), values);
    return transaction.delete(table, rows);
  }

  public static RowSet rowsOf(TableVersion table, Object... values) {
    RowSet rows = new RowSet();
    int field = table.schema().fields().get(0).id();
    for (Fragment fragment : table.fragments()) {
      try (FragmentReader reader = fragment.open(new int[] {field})) {
        for (int from = 0; from < reader.physicalRows(); ) {
          int to = reader.batchEnd(from);
          Column column = reader.read(from, to).column(0);
          int[] live = new int[to - from];
          int count = reader.liveRows(from, to, live);
          for (int i = 0; i < count; i++) {
            if (Arrays.asList(values).contains(column.value(live[i] - from))) {
              rows.add(fragment.id(), live[i]);
            }
          }
          from = to;
        }
      }
    }
    return rows;
  }

  /** All live rows, in order. */
  public static List<List<@Nullable Object>> read(TableVersion table) {
    int[] fields = table.schema().fields().stream().mapToInt(Field::id).toArray();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Fragment fragment : table.fragments()) {
      try (FragmentReader reader = fragment.open(fields)) {
        for (int from = 0; from < reader.physicalRows(); ) {
          int to = reader.batchEnd(from);
          int[] live = new int[to - from];
          int count = reader.liveRows(from, to, live);
          for (int i = 0; i < count; i++) {
            live[i] -= from;
          }
          Batch batch = reader.read(from, to).select(live, count);
          for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int c = 0; c < fields.length; c++) {
              row.add(batch.column(c).value(i));
            }
            rows.add(row);
          }
          from = to;
        }
      }
    }
    return rows;
  }

  /** The first column of all live rows, in order. */
  public static List<@Nullable Object> firsts(TableVersion table) {
    List<@Nullable Object> firsts = new ArrayList<>();
    read(table).forEach(row -> firsts.add(row.get(0)));
    return firsts;
  }

  public static List<@Nullable Object> firsts(Snapshot snapshot, TableName table) {
    return firsts(snapshot.table(table).orElseThrow());
  }
}
