package dev.quiver.driver.shell;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Completes keywords, functions, tables, columns and backslash commands.
 *
 * <p>After FROM and its like only tables are offered; elsewhere the columns of the tables that the
 * statement names, or of all tables while it names none. Keywords come in the case of what was
 * typed.
 */
final class SqlCompleter implements Completer {
  private static final List<String> KEYWORDS =
      List.of(
          ("ALL ALTER AND ARRAY AS ASC AVG BETWEEN BIGINT BLOB BOOLEAN BY CASE CAST CHAR_LENGTH"
                  + " COALESCE COLUMN COPY COSINE_DISTANCE COSINE_SIMILARITY COUNT CREATE CROSS"
                  + " CURRENT_DATE CURRENT_TIMESTAMP DATE DECIMAL DEFAULT DELETE DESC DESCRIBE"
                  + " DISTINCT DOUBLE DROP ELSE END EXCEPT EXISTS EXPLAIN FALSE FETCH FIRST FOR FROM"
                  + " FULL GROUP HAMMING_DISTANCE HAVING IF IN INNER INNER_PRODUCT INSERT INTEGER"
                  + " INTERSECT INTO IS JACCARD_DISTANCE JOIN JSON KEY L1_DISTANCE L2_DISTANCE LEFT"
                  + " LIKE LIMIT LOWER MAX MERGE MIN NOT NULL NULLS OF OFFSET ON OR ORDER PLAN PRIMARY"
                  + " REAL REPLACE RESTORE RIGHT ROUND ROWS SELECT SET SHOW SMALLINT SUBSTRING SUM"
                  + " TABLE TABLES TAG TEXT THEN TIME TIMESTAMP TINYINT TO TRIM TRUE TRUNCATE UNION"
                  + " UNIQUE UPDATE UPPER USING UUID VALUES VARBINARY VARCHAR VECTOR VECTOR_DIMS"
                  + " VECTOR_NORM VERSION VERSIONS WHEN WHERE WITH")
              .split(" "));
  private static final Pattern TABLE_PLACE =
      Pattern.compile(
          "(?is).*\\b(from|join|into|update|table|describe)\\s+[\\w.$\"]*|\\s*\\\\dt?\\s+\\S*");
  private static final Pattern NAMED_TABLE =
      Pattern.compile("(?i)\\b(?:from|join|into|update|table|describe)\\s+([\\w.$\"]+)");

  private final Catalog catalog;

  SqlCompleter(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void complete(LineReader reader, ParsedLine parsed, List<Candidate> candidates) {
    String word = parsed.word();
    for (String text : texts(parsed.line(), parsed.cursor(), word)) {
      candidates.add(new Candidate(text, text, null, null, null, null, true));
    }
  }

  Set<String> texts(String line, int cursor, String word) {
    Set<String> texts = new TreeSet<>();
    if (word.startsWith("\\")) {
      texts.addAll(Commands.NAMES);
      return texts;
    }
    boolean tablesOnly = TABLE_PLACE.matcher(line.substring(0, cursor)).matches();
    addNames(line, word, tablesOnly, texts);
    if (!tablesOnly && !word.isEmpty() && !word.contains(".")) {
      boolean lower = word.equals(word.toLowerCase(Locale.ROOT));
      Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      names.addAll(texts);
      for (String keyword : KEYWORDS) {
        if (!names.contains(keyword)) {
          texts.add(lower ? keyword.toLowerCase(Locale.ROOT) : keyword);
        }
      }
    }
    return texts;
  }

  private void addNames(String line, String word, boolean tablesOnly, Set<String> texts) {
    try {
      List<Catalog.Table> tables = catalog.all();
      boolean system = word.contains(".");
      for (Catalog.Table table : tables) {
        if (!table.isSystem()) {
          texts.add(table.name());
        } else if (system) {
          texts.add(table.schema() + "." + table.name());
        }
      }
      if (!tablesOnly) {
        addColumns(line, word, tables, texts);
      }
    } catch (SQLException e) {
      // A connection that cannot list its tables still completes keywords; the next statement
      // will say what is wrong.
      return;
    }
  }

  private void addColumns(String line, String word, List<Catalog.Table> tables, Set<String> texts)
      throws SQLException {
    List<String> named = namedTables(line);
    String qualifier = word.contains(".") ? word.substring(0, word.lastIndexOf('.') + 1) : "";
    for (Catalog.Table table : tables) {
      boolean offered =
          named.isEmpty() ? !table.isSystem() : named.stream().anyMatch(table::isCalled);
      if (offered) {
        catalog.columnNames(table).forEach(column -> texts.add(qualifier + column));
      }
    }
  }

  private static List<String> namedTables(String line) {
    List<String> named = new ArrayList<>();
    Matcher matcher = NAMED_TABLE.matcher(line);
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    return named;
  }
}
