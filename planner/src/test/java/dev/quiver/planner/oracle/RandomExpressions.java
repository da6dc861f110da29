package dev.quiver.planner.oracle;

import dev.quiver.planner.oracle.RandomQueries.Kind;
import dev.quiver.storage.type.DataType;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random expressions over some columns. */
final class RandomExpressions {
  private final Map<String, DataType> columns;
  private final Random random;

  RandomExpressions(Map<String, DataType> columns, Random random) {
    this.columns = columns;
    this.random = random;
  }

  String of(Kind kind, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return leaf(kind);
    }
    return switch (kind) {
      case INTEGER -> integer(depth - 1);
      case DOUBLE -> number(Kind.DOUBLE, depth - 1);
      case DECIMAL -> number(Kind.DECIMAL, depth - 1);
      case TEXT -> text(depth - 1);
      case BOOLEAN -> condition(depth - 1);
      case DATE, TIMESTAMP -> choice(kind, depth - 1);
    };
  }

  private String leaf(Kind kind) {
    List<String> known =
        columns.entrySet().stream()
            .filter(column -> kind.holds(column.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return known.isEmpty() || random.nextInt(5) == 0
        ? literal(kind)
        : known.get(random.nextInt(known.size()));
  }

  private String literal(Kind kind) {
    int number = random.nextInt(9) - 4;
    return switch (kind) {
      case INTEGER -> number < 0 ? "(" + number + ")" : "" + number;
      case DOUBLE -> "CAST(" + number / 4.0 + " AS DOUBLE)";
      case DECIMAL -> number < 0 ? "(" + number * 25 / 100.0 + ")" : "" + number * 25 / 100.0;
      case TEXT -> oneOf("''", "'a'", "'ab'", "'x y'", "'zz'");
      case BOOLEAN -> oneOf("TRUE", "FALSE");
      case DATE -> "DATE '2024-02-2" + (7 + random.nextInt(3)) + "'";
      case TIMESTAMP -> "TIMESTAMP '2024-02-29 0" + random.nextInt(3) + ":00:00'";
    };
  }

  private String integer(int depth) {
    return switch (random.nextInt(11)) {
      case 0, 1 ->
          "("
              + of(Kind.INTEGER, depth)
              + oneOf(" + ", " - ", " * ")
              + of(Kind.INTEGER, depth)
              + ")";
      case 2 -> "-(" + of(Kind.INTEGER, depth) + ")";
      case 3 -> "ABS(" + of(Kind.INTEGER, depth) + ")";
      case 4 -> "CHAR_LENGTH(" + of(Kind.TEXT, depth) + ")";
      case 5 -> "MOD(" + of(Kind.INTEGER, depth) + ", 3)";
      case 6 -> "EXTRACT(DAY FROM " + of(Kind.DATE, depth) + ")";
      case 7 -> "POSITION(" + oneOf("'a'", "'b'", "''") + " IN " + of(Kind.TEXT, depth) + ")";
      case 8 -> "CAST(" + of(Kind.INTEGER, depth) + " AS BIGINT)";
      case 9 -> "NULLIF(" + of(Kind.INTEGER, depth) + ", " + of(Kind.INTEGER, depth) + ")";
      default -> choice(Kind.INTEGER, depth);
    };
  }

  private String number(Kind kind, int depth) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> "(" + of(kind, depth) + oneOf(" + ", " - ", " * ") + of(kind, 0) + ")";
      case 2 -> "-(" + of(kind, depth) + ")";
      case 3 -> "ABS(" + of(kind, depth) + ")";
      case 4 ->
          kind == Kind.DOUBLE
              ? "(" + of(Kind.DOUBLE, depth) + " / 4)"
              : "CAST(" + of(Kind.INTEGER, 0) + " AS DECIMAL(9, 2))";
      default -> choice(kind, depth);
    };
  }

  private String text(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> "UPPER(" + of(Kind.TEXT, depth) + ")";
      case 1 -> "LOWER(" + of(Kind.TEXT, depth) + ")";
      case 2 -> "(" + of(Kind.TEXT, depth) + " || " + of(Kind.TEXT, depth) + ")";
      case 3 ->
          "SUBSTRING("
              + of(Kind.TEXT, depth)
              + " FROM "
              + (1 + random.nextInt(2))
              + " FOR "
              + random.nextInt(3)
              + ")";
      case 4 -> "TRIM(" + of(Kind.TEXT, depth) + ")";
      case 5 -> "CAST(" + of(Kind.INTEGER, depth) + " AS VARCHAR)";
      case 6 -> "REPLACE(" + of(Kind.TEXT, depth) + ", 'a', 'bb')";
      default -> choice(Kind.TEXT, depth);
    };
  }

  private String choice(Kind kind, int depth) {
    return switch (random.nextInt(3)) {
      case 0 -> "COALESCE(" + of(kind, depth) + ", " + of(kind, depth) + ")";
      case 1 ->
          "CASE WHEN "
              + of(Kind.BOOLEAN, depth)
              + " THEN "
              + of(kind, depth)
              + " ELSE "
              + of(kind, depth)
              + " END";
      default -> "CASE WHEN " + of(Kind.BOOLEAN, depth) + " THEN " + of(kind, depth) + " END";
    };
  }

  private String condition(int depth) {
    Kind kind = oneOf(Kind.values());
    return switch (random.nextInt(13)) {
      case 0, 1, 2 ->
          "("
              + of(kind, depth)
              + oneOf(" = ", " <> ", " < ", " <= ", " > ", " >= ")
              + of(kind, depth)
              + ")";
      case 3 -> "(" + of(Kind.BOOLEAN, depth) + " AND " + of(Kind.BOOLEAN, depth) + ")";
      case 4 -> "(" + of(Kind.BOOLEAN, depth) + " OR " + of(Kind.BOOLEAN, depth) + ")";
      case 5 -> "(NOT " + of(Kind.BOOLEAN, depth) + ")";
      case 6 -> "(" + of(kind, depth) + oneOf(" IS NULL", " IS NOT NULL") + ")";
      case 7 ->
          "("
              + of(kind, depth)
              + oneOf(" IN (", " NOT IN (")
              + literal(kind)
              + ", "
              + literal(kind)
              + ", "
              + literal(kind)
              + "))";
      case 8 ->
          "("
              + of(kind, depth)
              + oneOf(" BETWEEN ", " NOT BETWEEN ")
              + literal(kind)
              + " AND "
              + literal(kind)
              + ")";
      case 9 ->
          "("
              + of(Kind.TEXT, depth)
              + oneOf(" LIKE ", " NOT LIKE ")
              + oneOf("'a%'", "'%b'", "'_'", "'%'", "'x_y'")
              + ")";
      case 10 ->
          "("
              + of(Kind.BOOLEAN, depth)
              + oneOf(" IS TRUE", " IS NOT TRUE", " IS FALSE", " IS NOT FALSE")
              + ")";
      case 11 -> "(" + of(kind, depth) + " IS NOT DISTINCT FROM " + of(kind, depth) + ")";
      default ->
          "("
              + of(Kind.INTEGER, depth)
              + oneOf(" = ", " < ", " >= ")
              + of(oneOf(Kind.DOUBLE, Kind.DECIMAL), depth)
              + ")";
    };
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
