package dev.quiver.storage.crash;

import dev.quiver.storage.Rows;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents with other columns: one renamed and made unique, one added, two dropped. */
final class Retitled {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field(0, "id", SimpleType.BIGINT, false),
              new Field(1, "title", SimpleType.VARCHAR, false),
              new Field(2, "pages", SimpleType.INTEGER, true)),
          List.of(0),
          List.of(new Key("titles", List.of(1))),
          3);

  private Retitled() {}

  private static List<@Nullable Object> row(long id) {
    return Arrays.asList(id, Rows.doc(id).get(1), id < 4 ? null : (int) id);
  }

  static void change(Transaction t) {
    List<List<@Nullable Object>> rows =
        Rows.read(t.view().table(Rows.DOCS).orElseThrow()).stream()
            .map(row -> row((Long) row.get(0)))
            .toList();
    t.dropTable(Rows.DOCS);
    t.createTable(Rows.DOCS, SCHEMA);
    Rows.append(t, Rows.DOCS, Rows.batch(SCHEMA, rows));
  }

  static void change(Contents c) {
    c.create(Rows.DOCS);
    for (long id = 1; id <= 3; id++) {
      append(c, id);
    }
  }

  static void append(Transaction t, long id) {
    Rows.append(t, Rows.DOCS, Rows.batch(SCHEMA, List.of(row(id))));
  }

  static void append(Contents c, long id) {
    c.add(Rows.DOCS, row(id));
  }
}
