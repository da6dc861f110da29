package dev.quiver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.check.CheckReport;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several keys of one table hold, whether their fragments have key files or not. */
class UniqueKeysTest {
  private static final TableName PEOPLE = TableName.of("people");
  private static final Key EMAIL = new Key("people_email_key", List.of(1));
  private static final Key PLACE = new Key("place", List.of(3, 2));
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field(0, "id", SimpleType.BIGINT, false),
              new Field(1, "email", SimpleType.VARCHAR, true),
              new Field(2, "room", SimpleType.INTEGER, true),
              new Field(3, "house", SimpleType.VARCHAR, true)),
          List.of(0),
          List.of(EMAIL, PLACE),
          4);

  private final MemoryFileStore store = new MemoryFileStore("memory");

  private Database open(int keyFileRows) {
    return Database.open(store, OpenOptions.DEFAULT.withKeyFileRows(keyFileRows));
  }

  private static List<Object> person(long id, String email, Integer room, String house) {
    return Arrays.asList(id, email, room, house);
  }

  private static void add(Transaction t, List<List<Object>> people) {
    Rows.append(t, PEOPLE, Rows.batch(SCHEMA, people));
  }

  private static void assertDuplicate(Runnable work, String message) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_KEY))
        .hasMessage(message);
  }

  private static void create(Database database) {
    try (Transaction t = database.begin()) {
      t.createTable(PEOPLE, SCHEMA);
      t.commit("CREATE TABLE");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, Integer.MAX_VALUE})
  void theErrorNamesConstraintColumnsAndValues(int keyFileRows) {
    Database database = open(keyFileRows);
    create(database);
    try (Transaction t = database.begin()) {
      add(t, List.of(person(1, "a@x", 1, "north"), person(2, null, null, "north")));
      t.commit("INSERT");
    }
    try (Transaction t = database.begin()) {
      assertDuplicate(
          () -> add(t, List.of(person(3, "a@x", null, null))),
          "duplicate key ('a@x') in unique constraint people_email_key (email) of table people");
      assertDuplicate(
          () -> add(t, List.of(person(3, "b@x", 1, "north"))),
          "duplicate key ('north', 1) in unique constraint place (house, room) of table people");
      assertDuplicate(
          () -> add(t, List.of(person(3, "b@x", 1, null), person(4, "b@x", 1, "west"))),
          "duplicate key ('b@x') in unique constraint people_email_key (email) of table people");
      assertDuplicate(
          () -> add(t, List.of(person(2, "b@x", 1, "west"))),
          "duplicate key (2) in primary key (id) of table people");
      add(t, List.of(person(3, null, null, "north"), person(4, null, 2, null)));
      t.commit("INSERT");
    }
    assertThat(database.latest().table(PEOPLE).orElseThrow().rowCount()).isEqualTo(4);
    assertThat(database.latest().table(PEOPLE).orElseThrow().schema()).isEqualTo(SCHEMA);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, Integer.MAX_VALUE})
  void transactionsThatAddOneKeyAtOnceGetOneRow(int keyFileRows) {
    Database one = open(keyFileRows);
    Database other = open(keyFileRows);
    create(one);
    try (Transaction first = one.begin();
        Transaction second = other.begin()) {
      add(first, List.of(person(1, "a@x", 1, "north")));
      add(second, List.of(person(2, "a@x", 2, "north")));
      first.commit("INSERT");
      assertDuplicate(
          () -> second.commit("INSERT"),
          "duplicate key ('a@x') in unique constraint people_email_key (email) of table people");
    }
    assertThat(Rows.firsts(other.latest().table(PEOPLE).orElseThrow())).containsExactly(1L);
  }

  /** What a table that has every rule would do. */
  private static final class Model {
    final Map<Object, List<Object>> rows = new HashMap<>();

    boolean takes(List<List<Object>> added) {
      Map<Object, List<Object>> all = new HashMap<>(rows);
      for (List<Object> row : added) {
        for (List<Object> other : all.values()) {
          boolean email = row.get(1) != null && row.get(1).equals(other.get(1));
          boolean place =
              row.get(2) != null
                  && row.get(2).equals(other.get(2))
                  && row.get(3) != null
                  && row.get(3).equals(other.get(3));
          if (email || place) {
            return false;
          }
        }
        if (all.put(row.get(0), row) != null) {
          return false;
        }
      }
      rows.putAll(all);
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, Integer.MAX_VALUE})
  void randomChangesKeepEveryKey(int keyFileRows) {
    Random random = new Random(keyFileRows);
    Database database = open(keyFileRows);
    create(database);
    Model model = new Model();
    int refused = 0;
    for (int round = 0; round < 150; round++) {
      try (Transaction t = database.begin()) {
        for (int statement = random.nextInt(4); statement >= 0; statement--) {
          long id = random.nextInt(400);
          if (random.nextInt(5) == 0 && model.rows.remove(id) != null) {
            Rows.delete(t, PEOPLE, id);
          }
          List<List<Object>> added = people(random);
          if (model.takes(added)) {
            add(t, added);
          } else {
            refused++;
            assertThatThrownBy(() -> add(t, added)).hasMessageStartingWith("duplicate key (");
          }
        }
        t.commit("CHANGE");
      }
      if (random.nextInt(15) == 0) {
        database.optimize(PEOPLE, Progress.NONE);
      }
      if (random.nextInt(10) == 0) {
        database = open(keyFileRows);
      }
    }
    assertThat(refused).isBetween(50, 300);
    assertThat(Rows.firsts(database.latest().table(PEOPLE).orElseThrow()))
        .containsExactlyInAnyOrderElementsOf(model.rows.keySet());
    CheckReport report = database.check(null, Progress.NONE);
    assertThat(report.findings()).isEmpty();
    database.vacuum(new Retention(1, java.time.Duration.ZERO), Progress.NONE);
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
  }

  private static List<List<Object>> people(Random random) {
    List<List<Object>> people = new ArrayList<>();
    for (int i = random.nextInt(6) == 0 ? 30 : random.nextInt(3); i >= 0; i--) {
      people.add(
          person(
              random.nextInt(4_000),
              random.nextInt(3) == 0 ? null : "e" + random.nextInt(9_000),
              random.nextInt(3) == 0 ? null : random.nextInt(100),
              random.nextInt(3) == 0 ? null : "h" + random.nextInt(100)));
    }
    return people;
  }

  @Test
  void aLostKeyFileIsNamedAndAForgedOneFound() {
    Database database = open(1);
    create(database);
    try (Transaction t = database.begin()) {
      add(t, List.of(person(1, "a@x", 1, "north"), person(2, "b@x", 2, "north")));
      t.commit("INSERT");
    }
    String directory = "tables/" + database.latest().table(PEOPLE).orElseThrow().id() + "/keys";
    List<String> names = store.list(directory);
    assertThat(names).hasSize(3);
    byte[] one = store.readIfPresent(directory + "/" + names.get(0));
    store.writeHint(directory + "/" + names.get(1), one);
    assertThat(open(1).check(null, Progress.NONE).findings().toString())
        .contains("it is another file than its manifest means")
        .contains("it does not hold the keys of fragment");
    names.forEach(name -> store.delete(directory + "/" + name));
    assertThat(open(1).check(null, Progress.NONE).findings().toString())
        .contains(names.get(0))
        .contains("the file is missing");
    try (Transaction t = open(1).begin()) {
      assertThatThrownBy(() -> add(t, List.of(person(1, "c@x", null, null))))
          .hasMessageContaining("/keys/")
          .hasMessageContaining("missing");
    }
  }
}
