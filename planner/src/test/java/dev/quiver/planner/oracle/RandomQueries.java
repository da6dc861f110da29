package dev.quiver.planner.oracle;

import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Random queries over {@link RandomTables}: every one is valid SQL. */
final class RandomQueries {
  /**
   * A query.
   *
   * @param body the text without LIMIT and OFFSET
   * @param keys the result's columns that it orders by, the first the foremost
   * @param offset rows left out in the end
   * @param limit rows wanted; negative for all
   */
  record Query(String body, List<Integer> keys, int offset, int limit) {
    String sql() {
      return body + (limit < 0 ? "" : " LIMIT " + limit) + (offset == 0 ? "" : " OFFSET " + offset);
    }
  }

  private final RandomTables tables;
  private final Random random;
  private int aliases;

  RandomQueries(RandomTables tables, Random random) {
    this.tables = tables;
    this.random = random;
  }

  Query next() {
    aliases = 0;
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> nearest();
      case 3 -> nearestAboveJoin();
      case 4 -> limited(setOperation());
      default -> limited(select());
    };
  }

  /** A query without ORDER BY, and the kinds of its columns. */
  private record Select(String text, List<Kind> kinds) {}

  private Query limited(Select select) {
    if (random.nextInt(3) == 0) {
      return new Query(select.text, List.of(), 0, -1);
    }
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < select.kinds.size(); i++) {
      keys.add(i);
    }
    Collections.shuffle(keys, random);
    List<Integer> used = keys.subList(0, 1 + random.nextInt(keys.size()));
    String order =
        used.stream()
            .map(
                key ->
                    (key + 1)
                        + oneOf("", " ASC", " DESC")
                        + oneOf("", "", " NULLS FIRST", " NULLS LAST"))
            .collect(Collectors.joining(", "));
    int limit = random.nextInt(3) == 0 ? -1 : random.nextInt(12);
    return new Query(
        select.text + " ORDER BY " + order,
        List.copyOf(used),
        random.nextInt(4) == 0 ? random.nextInt(5) : 0,
        limit);
  }

  private Select setOperation() {
    List<Kind> kinds = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      kinds.add(anyKind());
    }
    StringBuilder text = new StringBuilder(select(kinds).text);
    int more = 1 + random.nextInt(2);
    for (int i = 0; i < more; i++) {
      text.append(oneOf(" UNION ALL ", " UNION ALL ", " UNION ", " INTERSECT ", " EXCEPT "));
      text.append(select(kinds).text);
    }
    return new Select("SELECT * FROM (" + text + ") u", kinds);
  }

  private Select select() {
    List<Kind> kinds = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      kinds.add(anyKind());
    }
    return random.nextInt(3) == 0 ? grouped() : select(kinds);
  }

  private Select select(List<Kind> kinds) {
    Source source = source(2);
    RandomExpressions expressions = expressions(source);
    String items =
        kinds.stream().map(kind -> expressions.of(kind, 2)).collect(Collectors.joining(", "));
    String distinct = random.nextInt(6) == 0 ? "DISTINCT " : "";
    return new Select(
        "SELECT " + distinct + items + " FROM " + source.text + where(expressions), kinds);
  }

  private Select grouped() {
    Source source = source(2);
    RandomExpressions expressions = expressions(source);
    List<Kind> kinds = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    int groupCount = random.nextInt(3);
    for (int i = 0; i < groupCount; i++) {
      Kind kind = anyKind();
      String group = expressions.of(kind, 1);
      // A number would be an ordinal.
      if (group.matches(".*[a-z][0-9]*\\.[a-z].*") && !groups.contains(group)) {
        groups.add(group);
        kinds.add(kind);
      }
    }
    List<String> items = new ArrayList<>(groups);
    int aggregates = 1 + random.nextInt(3);
    for (int i = 0; i < aggregates; i++) {
      items.add(aggregate(expressions, kinds));
    }
    String groupBy = groups.isEmpty() ? "" : " GROUP BY " + String.join(", ", groups);
    String having =
        groups.isEmpty() || random.nextInt(4) > 0 ? "" : " HAVING COUNT(*) > " + random.nextInt(3);
    return new Select(
        "SELECT "
            + String.join(", ", items)
            + " FROM "
            + source.text
            + where(expressions)
            + groupBy
            + having,
        kinds);
  }

  private String aggregate(RandomExpressions expressions, List<Kind> kinds) {
    Kind number = oneOf(Kind.INTEGER, Kind.DOUBLE, Kind.DECIMAL);
    Kind any = anyKind();
    String distinct = random.nextInt(4) == 0 ? "DISTINCT " : "";
    return switch (random.nextInt(6)) {
      case 0 -> kept(kinds, Kind.INTEGER, "COUNT(*)");
      case 1 -> kept(kinds, Kind.INTEGER, "COUNT(" + distinct + expressions.of(any, 1) + ")");
      case 2 -> kept(kinds, number, "SUM(" + distinct + expressions.of(number, 1) + ")");
      case 3 -> kept(kinds, Kind.DOUBLE, "AVG(" + expressions.of(Kind.INTEGER, 1) + ")");
      case 4 -> kept(kinds, any, "MIN(" + expressions.of(any, 1) + ")");
      default -> kept(kinds, any, "MAX(" + expressions.of(any, 1) + ")");
    };
  }

  private static String kept(List<Kind> kinds, Kind kind, String text) {
    kinds.add(kind);
    return text;
  }

  private Query nearest() {
    String table = table();
    Source source = source(table, "d");
    RandomExpressions expressions = expressions(source);
    String column = oneOf("v", "v", "w");
    String key = distance(column);
    String text =
        "SELECT d.id, "
            + expressions.of(anyKind(), 1)
            + ", "
            + key
            + " AS dist FROM "
            + source.text
            + where(expressions);
    if (random.nextInt(3) == 0) {
      text += (text.contains(" WHERE ") ? " AND " : " WHERE ") + distance("v") + " < 2.5";
    }
    if (random.nextInt(4) == 0) {
      text += " UNION ALL SELECT id, NULL, " + key.replace("d.", "") + " FROM " + table();
      if (random.nextBoolean()) {
        text = "SELECT * FROM (" + text + ") u";
      }
    }
    return nearest(text, key);
  }

  private Query nearestAboveJoin() {
    Source left = source(table(), "d");
    Source right = source(table(), "e");
    RandomExpressions both = expressions(left.with(right, ""));
    String key = distance("v");
    String on = "d.id = e.id" + oneOf("", "", " AND " + both.of(Kind.BOOLEAN, 1));
    String text =
        "SELECT d.id, e.id AS eid, "
            + key
            + " AS dist FROM "
            + left.text
            + oneOf(" JOIN ", " LEFT JOIN ", " LEFT JOIN ")
            + right.text
            + " ON "
            + on
            + where(oneOf(both, expressions(left)));
    return nearest(text, key);
  }

  private Query nearest(String text, String key) {
    boolean similarity = key.startsWith("COSINE_SIM") || key.startsWith("INNER");
    int limit = random.nextInt(8) == 0 ? 100 : random.nextInt(12);
    return new Query(
        text + " ORDER BY dist" + (similarity ? " DESC" : ""),
        List.of(2),
        random.nextInt(4) == 0 ? random.nextInt(5) : 0,
        limit);
  }

  private String distance(String column) {
    String vector =
        "VECTOR '["
            + (random.nextInt(4) - 1)
            + ", "
            + (random.nextInt(4) - 1)
            + ", "
            + (random.nextInt(3) + 1)
            + "]'";
    return switch (random.nextInt(6)) {
      case 0 -> "d." + column + " <-> " + vector;
      case 1 -> "d." + column + " <#> " + vector;
      case 2 -> "L1_DISTANCE(" + vector + ", d." + column + ")";
      case 3 -> "INNER_PRODUCT(d." + column + ", " + vector + ")";
      case 4 -> "L2_SQUARED_DISTANCE(d." + column + ", " + vector + ")";
      default -> "L2_DISTANCE(d." + column + ", " + vector + ") + 1";
    };
  }

  private String where(RandomExpressions expressions) {
    return switch (random.nextInt(5)) {
      case 0 -> "";
      case 1 -> " WHERE " + subqueryCondition(expressions);
      default -> " WHERE " + expressions.of(Kind.BOOLEAN, 3);
    };
  }

  private String subqueryCondition(RandomExpressions expressions) {
    Source inner = source(table(), "s" + aliases++);
    RandomExpressions within = expressions(inner);
    String outer = expressions.of(Kind.INTEGER, 1);
    String filter = " WHERE " + within.of(Kind.BOOLEAN, 1);
    String correlation = " AND " + within.of(Kind.INTEGER, 0) + " = " + outer;
    return switch (random.nextInt(6)) {
      case 0 ->
          outer
              + oneOf(" IN (SELECT ", " NOT IN (SELECT ")
              + within.of(Kind.INTEGER, 1)
              + " FROM "
              + inner.text
              + filter
              + ")";
      case 1 ->
          oneOf("EXISTS", "NOT EXISTS")
              + " (SELECT 1 FROM "
              + inner.text
              + filter
              + correlation
              + ")";
      case 2 ->
          outer
              + " > (SELECT MIN("
              + within.of(Kind.INTEGER, 1)
              + ") FROM "
              + inner.text
              + filter
              + ")";
      case 3 -> outer + " <= (SELECT COUNT(*) FROM " + inner.text + filter + correlation + ")";
      case 4 ->
          outer
              + " IN (SELECT id FROM "
              + inner.text
              + " ORDER BY w <-> VECTOR '[0.3, 0.1, -0.2]' LIMIT 4)";
      default -> expressions.of(Kind.BOOLEAN, 2);
    };
  }

  /** What stands in FROM, and the columns that it has by qualified names. */
  private record Source(String text, TreeMap<String, DataType> columns) {
    Source with(Source other, String newText) {
      TreeMap<String, DataType> all = new TreeMap<>(columns);
      all.putAll(other.columns);
      return new Source(newText, all);
    }
  }

  private String table() {
    return "t" + random.nextInt(tables.columns().size());
  }

  private Source source(String table, String alias) {
    TreeMap<String, DataType> columns = new TreeMap<>();
    for (Field field : tables.columns().get(table)) {
      columns.put(alias + "." + field.name(), field.type());
    }
    return new Source(table + " " + alias, columns);
  }

  private Source source(int depth) {
    String alias = "a" + aliases++;
    int choice = depth == 0 ? 9 : random.nextInt(10);
    if (choice < 3) {
      Source left = source(depth - 1);
      Source right = source(0);
      RandomExpressions both = expressions(left.with(right, ""));
      String equal =
          expressions(left).of(Kind.INTEGER, 0) + " = " + expressions(right).of(Kind.INTEGER, 0);
      String on = oneOf(equal, equal, equal + " AND " + both.of(Kind.BOOLEAN, 2));
      String join =
          oneOf(" JOIN ", " JOIN ", " LEFT JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " FULL JOIN ");
      return left.with(right, left.text + join + right.text + " ON " + on);
    }
    if (choice == 3) {
      Source inner = source(table(), "n");
      RandomExpressions expressions = expressions(inner);
      TreeMap<String, DataType> columns = new TreeMap<>();
      columns.put(alias + ".id", SimpleType.INTEGER);
      columns.put(alias + ".i", SimpleType.INTEGER);
      columns.put(alias + ".s", SimpleType.VARCHAR);
      String order =
          oneOf(
              "",
              " ORDER BY n.w <-> VECTOR '[0.5, -0.25, 0.125]' LIMIT " + random.nextInt(9),
              " ORDER BY n.id DESC LIMIT " + random.nextInt(9) + " OFFSET " + random.nextInt(3));
      // Without a distance, which of the rows come first is not said.
      String where = order.contains("<->") ? " WHERE n.w IS NOT NULL" : where(expressions);
      return new Source(
          "(SELECT n.id, "
              + expressions.of(Kind.INTEGER, 1)
              + " AS i, "
              + expressions.of(Kind.TEXT, 1)
              + " AS s FROM "
              + inner.text
              + where
              + order
              + ") "
              + alias,
          columns);
    }
    return source(table(), alias);
  }

  private RandomExpressions expressions(Source source) {
    return new RandomExpressions(source.columns, random);
  }

  private Kind anyKind() {
    return oneOf(Kind.values());
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** What can be compared with each other. */
  enum Kind {
    INTEGER,
    DOUBLE,
    DECIMAL,
    TEXT,
    BOOLEAN,
    DATE,
    TIMESTAMP;

    boolean holds(DataType type) {
      return switch (this) {
        case INTEGER ->
            type == SimpleType.SMALLINT || type == SimpleType.INTEGER || type == SimpleType.BIGINT;
        case DOUBLE -> type == SimpleType.DOUBLE;
        case DECIMAL -> type instanceof DecimalType;
        case TEXT -> type == SimpleType.VARCHAR;
        case BOOLEAN -> type == SimpleType.BOOLEAN;
        case DATE -> type == SimpleType.DATE;
        case TIMESTAMP -> type instanceof TimestampType;
      };
    }

    static boolean isVector(DataType type) {
      return type instanceof VectorType;
    }
  }
}
