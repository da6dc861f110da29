package dev.quiver.storage.format;

import dev.quiver.functions.distance.Metric;
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
 * Writes the small databases that stand for what format version 1 got with {@link Envelope#GRAPHS},
 * {@link Envelope#CODEBOOKS}, {@link Envelope#HIT_RATES}, {@link Envelope#WALK_REACH} and {@link
 * Envelope#LIST_COUNTS}: {@code FormatOneGraphs DIRECTORY METHOD}. What is in the tests' resources
 * is never written again.
 */
public final class FormatOneGraphs {
  static final TableName POINTS = TableName.of("points");
  static final int COUNT = 60;
  static final IndexDefinition INDEX =
      new IndexDefinition(
          "points_v_idx", 1, IndexMethod.HNSW, Metric.L2, IndexParameters.ofGraph(3, 20));
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field(0, "id", SimpleType.BIGINT, false),
              new Field(1, "v", VectorType.ofFloats(2), true)),
          List.of(0),
          2);

  static final IndexDefinition CODES =
      new IndexDefinition(
          "points_v_idx", 1, IndexMethod.IVF_PQ, Metric.L2, new IndexParameters(3, 0, 0, 2, 4));

  static final IndexDefinition RATES =
      new IndexDefinition("points_v_idx", 1, IndexMethod.IVF_RQ, Metric.L2, 3);

  private FormatOneGraphs() {}

  public static void main(String[] args) {
    write(
        new LocalFileStore(Path.of(args[0])),
        switch (IndexMethod.valueOf(args[1])) {
          case HNSW -> INDEX;
          case IVF_PQ -> CODES;
          case IVF_RQ, IVF_FLAT -> RATES;
        });
  }

  static void write(FileStore store, IndexDefinition definition) {
    AtomicLong seconds = new AtomicLong(1_795_305_600);
    Random random = new Random(3);
    Database database =
        Database.open(
            store,
            OpenOptions.DEFAULT,
            () -> Instant.ofEpochSecond(seconds.getAndIncrement()),
            () -> new UUID(random.nextLong(), random.nextLong()));
    try (Transaction t = database.begin()) {
      t.createTable(POINTS, SCHEMA);
      List<List<Object>> points = new ArrayList<>();
      for (long id = 0; id < COUNT; id++) {
        points.add(Arrays.asList(id, vector(id)));
      }
      Rows.append(t, POINTS, Rows.batch(SCHEMA, points));
      t.commit("CREATE TABLE");
    }
    try (Transaction t = database.begin()) {
      t.createIndex(POINTS, definition, Progress.NONE);
      t.commit("CREATE INDEX");
    }
  }

  /** Points of a grid; every eleventh is missing, and one is very far away. */
  static float[] vector(long id) {
    if (id % 11 == 5) {
      return null;
    }
    return id == 7 ? new float[] {1e30f, 0} : new float[] {id % 8, id / 8};
  }
}
