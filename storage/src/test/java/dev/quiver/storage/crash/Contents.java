package dev.quiver.storage.crash;

import dev.quiver.storage.Rows;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a whole database holds, as one text: tables with their rows, and tags. */
final class Contents {
  private final Map<String, List<String>> tables = new TreeMap<>();
  private final Map<String, Long> tags = new TreeMap<>();

  Contents() {}

  Contents(Contents other) {
    other.tables.forEach((name, rows) -> tables.put(name, new ArrayList<>(rows)));
    tags.putAll(other.tags);
  }

  /** As it is read from a snapshot. */
  static String of(Snapshot snapshot) {
    Contents contents = new Contents();
    for (TableName name : snapshot.tables()) {
      contents.create(name);
      Rows.read(snapshot.table(name).orElseThrow()).forEach(row -> contents.add(name, row));
    }
    contents.tags.putAll(snapshot.tags());
    return contents.text();
  }

  void create(TableName table) {
    tables.put(table.table(), new ArrayList<>());
  }

  boolean has(TableName table) {
    return tables.containsKey(table.table());
  }

  void drop(TableName table) {
    tables.remove(table.table());
  }

  void add(TableName table, List<@Nullable Object> row) {
    tables.get(table.table()).add(text(row));
  }

  void remove(TableName table, List<@Nullable Object> row) {
    tables.get(table.table()).remove(text(row));
  }

  void addDocs(long... ids) {
    for (long id : ids) {
      add(Rows.DOCS, Rows.doc(id));
    }
  }

  void removeDocs(long... ids) {
    for (long id : ids) {
      remove(Rows.DOCS, Rows.doc(id));
    }
  }

  void addNotes(String... notes) {
    for (String note : notes) {
      add(Rows.NOTES, Arrays.asList((Object) note));
    }
  }

  void clear(TableName table) {
    tables.get(table.table()).clear();
  }

  void tag(String tag, long snapshot) {
    tags.put(tag, snapshot);
  }

  void dropTag(String tag) {
    tags.remove(tag);
  }

  private static String text(List<@Nullable Object> row) {
    return Arrays.deepToString(row.toArray());
  }

  String text() {
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (name, rows) -> {
          List<String> sorted = new ArrayList<>(rows);
          Collections.sort(sorted);
          text.append(name).append(sorted).append('\n');
        });
    return text.append(tags).toString();
  }
}
