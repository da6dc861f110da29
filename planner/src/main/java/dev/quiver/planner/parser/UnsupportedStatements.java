package dev.quiver.planner.parser;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements and clauses that people may well expect but that are not built: told by their words
 * once the parser has failed, so that the error is about them and not about a token.
 */
final class UnsupportedStatements {
  private static final Set<String> FIRST_WORDS =
      Set.of(
          "ANALYZE",
          "COMMENT",
          "GRANT",
          "REVOKE",
          "LOCK",
          "PREPARE",
          "EXECUTE",
          "DEALLOCATE",
          "CALL",
          "REINDEX",
          "CLUSTER",
          "USE",
          "ATTACH",
          "PRAGMA",
          "LOAD",
          "REPLACE");
  private static final Set<String> OBJECTS =
      Set.of(
          "INDEX",
          "VIEW",
          "SCHEMA",
          "SEQUENCE",
          "FUNCTION",
          "PROCEDURE",
          "TRIGGER",
          "TYPE",
          "USER",
          "ROLE",
          "DATABASE",
          "EXTENSION",
          "DOMAIN",
          "MACRO",
          "MODEL",
          "CATALOG");
  private static final Set<String> MODIFIERS =
      Set.of(
          "UNIQUE",
          "VECTOR",
          "FULLTEXT",
          "MATERIALIZED",
          "TEMPORARY",
          "TEMP",
          "UNLOGGED",
          "EXTERNAL",
          "RECURSIVE",
          "FOREIGN");
  private static final Set<String> SETTINGS =
      Set.of("TRANSACTION", "SESSION", "LOCAL", "CONSTRAINTS", "ROLE");
  private static final Set<String> BUILT = Set.of("CREATE", "CREATE VECTOR", "DROP");
  private static final Set<String> DDL = Set.of("CREATE", "DROP", "ALTER", "TRUNCATE");

  private UnsupportedStatements() {}

  /** The construct's name, or null if the failure is about something else. */
  static @Nullable String construct(String sql, int failureOffset) {
    String clause = clause(sql, failureOffset);
    if (clause != null) {
      return clause;
    }
    SqlText scan = new SqlText(sql);
    String first = word(scan);
    if (FIRST_WORDS.contains(first)) {
      return first;
    }
    if (first.equals("SET")) {
      String second = word(scan);
      return SETTINGS.contains(second) ? "SET " + second : null;
    }
    return DDL.contains(first) ? ddl(first, scan) : null;
  }

  private static @Nullable String ddl(String verb, SqlText scan) {
    StringBuilder construct = new StringBuilder(verb);
    String word = word(scan);
    if (word.equals("OR")) {
      word(scan);
      word = word(scan);
    }
    boolean modified = false;
    while (MODIFIERS.contains(word)) {
      construct.append(' ').append(word);
      modified = true;
      word = word(scan);
    }
    if (word.equals("INDEX") && BUILT.contains(construct.toString())) {
      return null;
    }
    if (OBJECTS.contains(word) || (word.equals("TABLE") && (modified || verb.equals("ALTER")))) {
      return construct.append(' ').append(word).toString();
    }
    return null;
  }

  private static @Nullable String clause(String sql, int failureOffset) {
    SqlText scan = new SqlText(sql);
    scan.resume(failureOffset);
    String word = word(scan);
    return word.equals("RETURNING") ? "RETURNING" : null;
  }

  private static String word(SqlText scan) {
    return scan.next() == SqlText.Token.WORD ? scan.image().toUpperCase(Locale.ROOT) : "";
  }
}
