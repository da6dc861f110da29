package dev.quiver.storage.format;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Rows;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the small database that stands for what format version 1 got with {@link Envelope#KEYS}:
 * {@code FormatOneKeys DIRECTORY}. What is in the tests' resources is never written again.
 */
public final class FormatOneKeys {
  static final TableName PEOPLE = TableName.of("people");
  static final int COUNT = 20;
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field(0, "id", SimpleType.BIGINT, false),
              new Field(1, "email", SimpleType.VARCHAR, true),
              new Field(2, "score", SimpleType.DOUBLE, true)),
          List.of(0),
          List.of(new Key("people_email_key", List.of(1)), new Key("both", List.of(2, 1))),
          3);

  private FormatOneKeys() {}

  public static void main(String[] args) {
    write(new LocalFileStore(Path.of(args[0])));
  }

  static void write(FileStore store) {
    AtomicLong seconds = new AtomicLong(1_795_305_600);
    Random random = new Random(2);
    Database database =
        Database.open(
            store,
            OpenOptions.DEFAULT.withKeyFileRows(4),
            () -> Instant.ofEpochSecond(seconds.getAndIncrement()),
            () -> new UUID(random.nextLong(), random.nextLong()));
    try (Transaction t = database.begin()) {
      t.createTable(PEOPLE, SCHEMA);
      List<List<Object>> people = new ArrayList<>();
      for (long id = 0; id < COUNT; id++) {
        people.add(person(id));
      }
      Rows.append(t, PEOPLE, Rows.batch(SCHEMA, people));
      t.commit("CREATE TABLE");
    }
    try (Transaction t = database.begin()) {
      Rows.delete(t, PEOPLE, 3L);
      t.commit("DELETE");
    }
  }

  static List<Object> person(long id) {
    return Arrays.asList(id, id % 5 == 0 ? null : "p" + id + "@example.org", id / 4.0);
  }
}
