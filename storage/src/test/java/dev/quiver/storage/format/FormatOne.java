package dev.quiver.storage.format;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Rows;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the small database that stands for format version 1 in the tests' resources: {@code
 * FormatOne DIRECTORY}. To be run once per format version; what is there is never written again.
 */
public final class FormatOne {
  public static final TableName ALL = TableName.of("all_types");
  public static final TableName LOG = new TableName("ops", "log");
  public static final int LOG_COMMITS = 70;

  private FormatOne() {}

  public static void main(String[] args) {
    write(new LocalFileStore(Path.of(args[0])));
  }

  public static void write(FileStore store) {
    AtomicLong seconds = new AtomicLong(1_767_225_600);
    Random random = new Random(1);
    Database database =
        Database.open(
            store,
            OpenOptions.DEFAULT,
            () -> Instant.ofEpochSecond(seconds.getAndIncrement()),
            () -> new UUID(random.nextLong(), random.nextLong()));
    try (Transaction t = database.begin()) {
      t.createTable(ALL, schema());
      t.createTable(LOG, Rows.NOTES_SCHEMA);
      Rows.append(t, ALL, Rows.batch(schema(), rows()));
      t.createTag("start");
      t.commit("CREATE TABLE");
    }
    try (Transaction t = database.begin()) {
      Rows.delete(t, ALL, 2L);
      t.commit("DELETE");
    }
    for (int i = 0; i < LOG_COMMITS; i++) {
      try (Transaction t = database.begin()) {
        Batch batch = Rows.batch(Rows.NOTES_SCHEMA, List.of(List.of("line " + i)));
        Rows.append(t, LOG, batch);
        t.commit("INSERT");
      }
    }
    try (Transaction t = database.begin()) {
      t.restore(LOG, new VersionPoint.Version(5));
      t.commit("RESTORE");
    }
  }

  /** One column of each type, the first of them the key. */
  public static Schema schema() {
    List<DataType> types = new ArrayList<>(List.of(SimpleType.BIGINT));
    types.addAll(
        Arrays.stream(SimpleType.values()).filter(type -> type != SimpleType.BIGINT).toList());
    types.add(new DecimalType(38, 10));
    types.add(new TimeType(6));
    types.add(new TimestampType(6, false));
    types.add(new TimestampType(3, true));
    types.add(VectorType.ofFloats(4));
    types.add(new VectorType(10, VectorType.Element.BIT));
    types.add(new ListType(SimpleType.INTEGER));
    types.add(new ListType(new ListType(SimpleType.VARCHAR)));
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String defaultSql = i == 1 ? "TRUE" : null;
      fields.add(new Field(i, "c" + i, types.get(i), i > 0, defaultSql, i == 7 ? 80 : 0));
    }
    return new Schema(fields, List.of(0), fields.size());
  }

  /** A row of values, one to delete, one of NULLs. */
  public static List<List<Object>> rows() {
    Object[] values = {
      1L,
      true,
      (int) Byte.MIN_VALUE,
      (int) Short.MAX_VALUE,
      Integer.MIN_VALUE,
      -0.5f,
      Math.PI,
      "grüße 🌍",
      bytes("\0\1\2"),
      bytes("a blob"),
      LocalDate.of(1969, 12, 31),
      new UUID(0x0123456789abcdefL, 0xfedcba9876543210L),
      "{\"a\": [1, null]}",
      new BigDecimal("-1234567890123456789012345678.0123456789"),
      LocalTime.of(23, 59, 59, 999_999_000),
      LocalDateTime.of(1900, 1, 1, 0, 0, 0, 1_000),
      Instant.parse("2026-01-01T12:30:45.678Z"),
      new float[] {1, -2.5f, 1e-40f, Float.MAX_VALUE},
      new byte[] {(byte) 0b10101010, 0b11},
      Arrays.asList(1, null, 3),
      Arrays.asList(Arrays.asList("x", null), null, List.of())
    };
    List<Object> deleted = new ArrayList<>(Arrays.asList(values));
    deleted.set(0, 2L);
    List<Object> nulls = new ArrayList<>(Arrays.asList(new Object[values.length]));
    nulls.set(0, 3L);
    return List.of(Arrays.asList(values), deleted, nulls);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
