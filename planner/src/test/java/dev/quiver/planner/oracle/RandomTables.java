package dev.quiver.planner.oracle;

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
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Tables of random columns and rows, in a database and as lists: several fragments, deleted rows,
 * few different values so that many are equal, NULLs, negative numbers, an empty table now and
 * then.
 *
 * <p>Each has a unique {@code id}, a vector {@code v} on a grid with many ties and a vector {@code
 * w} with none.
 */
record RandomTables(
    Snapshot snapshot,
    Map<String, List<Field>> columns,
    Map<TableName, List<@Nullable Object[]>> rows) {
  static final int DIMENSION = 3;
  private static final List<String> TEXTS = List.of("", "a", "b", "ab", "abc", "Zz", "x y", "é");

  private static final List<DataType> TYPES =
      List.of(
          SimpleType.SMALLINT,
          SimpleType.INTEGER,
          SimpleType.BIGINT,
          SimpleType.DOUBLE,
          new DecimalType(9, 2),
          SimpleType.VARCHAR,
          SimpleType.VARCHAR,
          SimpleType.BOOLEAN,
          SimpleType.DATE,
          new TimestampType(6, false));

  static RandomTables of(Random random) {
    Map<String, List<Field>> columns = new HashMap<>();
    Map<TableName, List<@Nullable Object[]>> rows = new HashMap<>();
    Database database = Database.open(new MemoryFileStore("random"), OpenOptions.DEFAULT);
    for (int t = 0; t < 3; t++) {
      TableName name = TableName.of("t" + t);
      List<Field> fields = fields(random);
      columns.put(name.table(), fields);
      List<@Nullable Object[]> kept = new ArrayList<>();
      try (Transaction transaction = database.begin()) {
        transaction.createTable(name, new Schema(fields, List.of(), fields.size()));
        int fragments = random.nextInt(4);
        for (int f = 0; f < fragments; f++) {
          List<@Nullable Object[]> fragment = rows(fields, f * 100, 1 + random.nextInt(15), random);
          append(transaction, name, fields, fragment);
          kept.addAll(fragment);
        }
        transaction.commit("INSERT");
      }
      delete(database, name, kept, random);
      rows.put(name, kept.stream().map(row -> calcite(row)).toList());
    }
    return new RandomTables(database.latest(), columns, rows);
  }

  private static List<Field> fields(Random random) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(0, "id", SimpleType.INTEGER, false));
    int count = 4 + random.nextInt(5);
    for (int i = 1; i <= count; i++) {
      DataType type = TYPES.get(random.nextInt(TYPES.size()));
      fields.add(new Field(i, "c" + i, type, random.nextInt(5) > 0));
    }
    fields.add(new Field(count + 1, "v", VectorType.ofFloats(DIMENSION), random.nextBoolean()));
    fields.add(new Field(count + 2, "w", VectorType.ofFloats(DIMENSION), random.nextBoolean()));
    return fields;
  }

  private static List<@Nullable Object[]> rows(
      List<Field> fields, int firstId, int count, Random random) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      @Nullable Object[] row = new Object[fields.size()];
      row[0] = firstId + r;
      for (int c = 1; c < row.length; c++) {
        Field field = fields.get(c);
        boolean isNull = field.nullable() && random.nextInt(4) == 0;
        row[c] = isNull ? null : value(field, random);
      }
      rows.add(row);
    }
    return rows;
  }

  private static Object value(Field field, Random random) {
    if (field.type() instanceof VectorType) {
      float[] vector = new float[DIMENSION];
      for (int d = 0; d < DIMENSION; d++) {
        vector[d] =
            field.name().equals("v") ? random.nextInt(4) - 1 : (float) random.nextGaussian();
      }
      return vector;
    }
    if (field.type() instanceof DecimalType) {
      return BigDecimal.valueOf(25L * (random.nextInt(21) - 10), 2);
    }
    if (field.type() instanceof TimestampType) {
      return LocalDateTime.of(2024, 2, 28, 23, 0).plusHours(random.nextInt(5));
    }
    return switch ((SimpleType) field.type()) {
      case SMALLINT -> (short) (random.nextInt(11) - 5);
      case INTEGER -> random.nextInt(11) - 5;
      case BIGINT -> (long) random.nextInt(11) - 5;
      case DOUBLE -> (random.nextInt(21) - 10) / 4.0;
      case BOOLEAN -> random.nextBoolean();
      case DATE -> LocalDate.of(2024, 2, 28).plusDays(random.nextInt(4));
      default -> TEXTS.get(random.nextInt(TEXTS.size()));
    };
  }

  /** In the classes that Calcite's generated code computes with. */
  private static @Nullable Object[] calcite(@Nullable Object[] row) {
    @Nullable Object[] values = new Object[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = Values.toCalcite(row[i]);
    }
    return values;
  }

  private static void append(
      Transaction transaction, TableName table, List<Field> fields, List<@Nullable Object[]> rows) {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < fields.size(); c++) {
      ColumnBuilder builder = ColumnBuilder.of(fields.get(c).type());
      for (@Nullable Object[] row : rows) {
        builder.append(row[c]);
      }
      columns.add(builder.build());
    }
    try (TableAppender appender = transaction.append(table)) {
      appender.append(new DenseBatch(rows.size(), columns));
      appender.finish();
    }
  }

  private static void delete(
      Database database, TableName name, List<@Nullable Object[]> rows, Random random) {
    if (rows.isEmpty() || random.nextBoolean()) {
      return;
    }
    try (Transaction transaction = database.begin()) {
      RowSet deleted = new RowSet();
      List<@Nullable Object[]> kept = new ArrayList<>();
      int row = 0;
      for (Fragment fragment : transaction.view().table(name).orElseThrow().fragments()) {
        for (int offset = 0; offset < fragment.physicalRows(); offset++, row++) {
          if (random.nextInt(5) == 0) {
            deleted.add(fragment.id(), offset);
          } else {
            kept.add(rows.get(row));
          }
        }
      }
      if (kept.size() < rows.size()) {
        transaction.delete(name, deleted);
        transaction.commit("DELETE");
        rows.clear();
        rows.addAll(kept);
      }
    }
  }
}
