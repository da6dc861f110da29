package dev.quiver.storage.format;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.vector.BitFloats;
import dev.quiver.storage.Database;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.IndexParameters;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Rows;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the small database that stands for what format version 1 got with {@link Envelope#BITS}:
 * {@code FormatOneBits DIRECTORY}. What is in the tests' resources is never written again.
 */
public final class FormatOneBits {
  static final TableName CODES = TableName.of("codes");
  static final int COUNT = 60;
  static final int BITS = 12;
  static final IndexDefinition LISTS =
      new IndexDefinition("codes_lists", 1, IndexMethod.IVF_FLAT, Metric.HAMMING, 3);
  static final IndexDefinition GRAPH =
      new IndexDefinition(
          "codes_graph", 1, IndexMethod.HNSW, Metric.HAMMING, IndexParameters.ofGraph(3, 20));
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field(0, "id", SimpleType.BIGINT, false),
              new Field(1, "b", new VectorType(BITS, VectorType.Element.BIT), true)),
          List.of(0),
          2);

  private FormatOneBits() {}

  public static void main(String[] args) {
    write(new LocalFileStore(Path.of(args[0])));
  }

  static void write(FileStore store) {
    AtomicLong seconds = new AtomicLong(1_795_305_600);
    Random random = new Random(3);
    Database database =
        Database.open(
            store,
            OpenOptions.DEFAULT,
            () -> Instant.ofEpochSecond(seconds.getAndIncrement()),
            () -> new UUID(random.nextLong(), random.nextLong()));
    try (Transaction t = database.begin()) {
      t.createTable(CODES, SCHEMA);
      List<List<Object>> codes = new ArrayList<>();
      for (long id = 0; id < COUNT; id++) {
        codes.add(Arrays.asList(id, id % 11 == 5 ? null : BitFloats.pack(code(id))));
      }
      Rows.append(t, CODES, Rows.batch(SCHEMA, codes));
      t.commit("CREATE TABLE");
    }
    for (IndexDefinition definition : List.of(LISTS, GRAPH)) {
      try (Transaction t = database.begin()) {
        t.createIndex(CODES, definition, Progress.NONE);
        t.commit("CREATE INDEX");
      }
    }
  }

  /** The bits of a multiple of the row's number. */
  static float[] code(long id) {
    float[] bits = new float[BITS];
    for (int i = 0; i < BITS; i++) {
      bits[i] = id * 37 >> i & 1;
    }
    return bits;
  }
}
