package dev.quiver.planner.rewrite;

import dev.quiver.storage.Database;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import dev.quiver.storage.type.VectorType.Element;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The tables that spellings speak of, with everything a search may stumble over: several fragments
 * and versions, deleted rows, vectors that are NULL, zero or equally near, ids that are NULL.
 */
final class NearestTables {
  static final long VERSIONS = 4;

  private static final TableName DOCS = TableName.of("docs");
  private static final TableName QUERIES = TableName.of("queries");
  private static final int FRAGMENT_ROWS = 40;

  private NearestTables() {}

  /** A database whose vectors may be NULL, or may not, by the schema. */
  static Snapshot snapshot(boolean nullable) {
    Schema docs = docs(nullable);
    Schema queries =
        schema(
            new Field(0, "qid", SimpleType.INTEGER, false),
            new Field(1, "v", VectorType.ofFloats(3), false));
    Random random = new Random(11);
    Database database = Database.open(new MemoryFileStore("nearest"), OpenOptions.DEFAULT);
    try (Transaction first = database.begin()) {
      first.createTable(DOCS, docs);
      first.createTable(QUERIES, queries);
      append(first, DOCS, docs, rows(0, nullable, random));
      List<Object[]> asked = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        asked.add(new Object[] {i * 3, new float[] {i % 4, 1, i % 3}});
      }
      append(first, QUERIES, queries, asked);
      first.commit("CREATE");
    }
    for (int version = 2; version <= VERSIONS; version++) {
      try (Transaction next = database.begin()) {
        delete(next, version);
        append(next, DOCS, docs, rows(version * FRAGMENT_ROWS, nullable, random));
        next.commit("INSERT");
      }
    }
    return database.latest();
  }

  private static Schema schema(Field... fields) {
    return new Schema(List.of(fields), List.of(), fields.length);
  }

  private static Schema docs(boolean nullable) {
    return schema(
        new Field(0, "id", SimpleType.BIGINT, true),
        new Field(1, "text", SimpleType.VARCHAR, true),
        new Field(2, "lang", SimpleType.VARCHAR, true),
        new Field(3, "Year", SimpleType.INTEGER, true),
        new Field(4, "ts", new TimestampType(6, false), true),
        new Field(5, "embedding", VectorType.ofFloats(3), nullable),
        new Field(6, "maybe", VectorType.ofFloats(3), true),
        new Field(7, "bits", new VectorType(16, Element.BIT), true));
  }

  private static List<Object[]> rows(int first, boolean nullable, Random random) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = first; i < first + FRAGMENT_ROWS; i++) {
      boolean anonymous = i % 17 == 5;
      float[] embedding = anonymous ? new float[] {1, 1, 0} : vector(i % 11 == 0, random);
      byte[] bits = new byte[2];
      random.nextBytes(bits);
      rows.add(
          new Object[] {
            anonymous ? null : (Object) (long) i,
            i % 7 == 0 ? null : "text " + i,
            i % 9 == 0 ? null : i % 3 == 0 ? "en" : i % 3 == 1 ? "de" : "fr",
            2_000 + i % 5,
            LocalDateTime.of(2023, 11, 1, 0, 0).plusHours(i * 6L),
            nullable && i % 6 == 1 && !anonymous ? null : embedding,
            anonymous ? new float[] {0, 1, 1} : i % 5 == 0 ? null : vector(i % 13 == 0, random),
            anonymous ? new byte[2] : i % 8 == 3 ? null : bits
          });
    }
    return rows;
  }

  /** On a small grid, so that many are equally near. */
  private static float[] vector(boolean zero, Random random) {
    float[] vector = new float[3];
    for (int d = 0; d < vector.length && !zero; d++) {
      vector[d] = random.nextInt(5) - 1;
    }
    return vector;
  }

  private static void append(
      Transaction transaction, TableName table, Schema schema, List<Object[]> rows) {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < schema.fields().size(); c++) {
      ColumnBuilder builder = ColumnBuilder.of(schema.fields().get(c).type());
      for (Object[] row : rows) {
        builder.append(row[c]);
      }
      columns.add(builder.build());
    }
    try (TableAppender appender = transaction.append(table)) {
      appender.append(new DenseBatch(rows.size(), columns));
      appender.finish();
    }
  }

  private static void delete(Transaction transaction, int version) {
    RowSet rows = new RowSet();
    for (Fragment fragment : transaction.view().table(DOCS).orElseThrow().fragments()) {
      for (int row = version; row < fragment.physicalRows(); row += 7) {
        rows.add(fragment.id(), row);
      }
    }
    transaction.delete(DOCS, rows);
  }
}
