package dev.quiver.driver.shell;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the parts of a script: statements through the session, backslash commands itself. */
final class Commands {
  static final List<String> NAMES =
      List.of("\\?", "\\d", "\\dt", "\\format", "\\h", "\\i", "\\q", "\\timing", "\\x");

  private static final Map<String, String> PLAIN_WORDS =
      Map.of("exit", "\\q", "quit", "\\q", "help", "\\?");

  private static final String HELP =
      """
      SQL statements end with a semicolon and may take several lines.
        \\d              the tables
        \\d TABLE        a table's columns
        \\i FILE         runs the statements of a file
        \\x [on|off]     each row as a block of its own
        \\timing [on|off]  the time that each statement took
        \\format FORMAT  table, csv or jsonl
        \\h              this text
        \\q              ends the shell, as Ctrl-D does
      Ctrl-C cancels the running statement or drops the typed one. Tab completes.
      Good to know: SHOW TABLES, SHOW VERSIONS FROM t, DESCRIBE t, EXPLAIN PLAN FOR SELECT ...""";

  private static final int DEEPEST_INCLUDE = 16;

  private final SqlSession session;
  private final Catalog catalog;
  private int depth;

  Commands(SqlSession session) {
    this.session = session;
    this.catalog = new Catalog(session.connection());
  }

  /** Whether a typed line is one of the words that people try in a shell they do not know. */
  static boolean isPlainWord(String line) {
    return PLAIN_WORDS.containsKey(line.strip().toLowerCase(Locale.ROOT));
  }

  /** The command for such a word; any other text stays. */
  static String withoutPlainWord(String line) {
    return PLAIN_WORDS.getOrDefault(line.strip().toLowerCase(Locale.ROOT), line);
  }

  /** False if it was the command to end. */
  boolean run(ScriptPart part) throws SQLException, ShellException {
    if (part instanceof ScriptPart.Sql sql) {
      session.run(sql.text());
      return true;
    }
    String[] words = ((ScriptPart.Command) part).text().split("\\s+", 2);
    String argument = words.length > 1 ? words[1].strip() : "";
    return run(words[0], argument.endsWith(";") ? chop(argument) : argument);
  }

  private boolean run(String command, String argument) throws SQLException, ShellException {
    Settings settings = session.settings();
    switch (command) {
      case "\\q" -> {
        return false;
      }
      case "\\?", "\\h" -> HELP.lines().forEach(session.out()::line);
      case "\\d", "\\dt" -> describe(argument);
      case "\\x" -> settings.expanded(toggled("expanded display", argument, settings.expanded()));
      case "\\timing" -> settings.timing(toggled("timing", argument, settings.timing()));
      case "\\format" ->
          settings.format(
              OutputFormat.named(argument)
                  .orElseThrow(() -> new ShellException("\\format takes table, csv or jsonl")));
      case "\\i" -> {
        return include(argument);
      }
      default -> throw new ShellException("unknown command " + command + "; \\? lists them");
    }
    session.out().end();
    return true;
  }

  private void describe(String name) throws SQLException, ShellException {
    CatalogTable table = name.isEmpty() ? catalog.tables() : catalog.columns(name);
    Output out = session.out();
    TableLayout layout = new TableLayout(table.columns(), table.rows(), out.width());
    layout.header().forEach(out::line);
    table.rows().forEach(row -> layout.row(row, out).forEach(out::line));
    out.line(Summary.ofRows(table.rows().size()));
  }

  private boolean toggled(String what, String argument, boolean now) throws ShellException {
    boolean value =
        switch (argument.toLowerCase(Locale.ROOT)) {
          case "" -> !now;
          case "on" -> true;
          case "off" -> false;
          default -> throw new ShellException("use on or off, not " + argument);
        };
    session.out().line(what + " is " + (value ? "on" : "off"));
    return value;
  }

  private boolean include(String file) throws SQLException, ShellException {
    if (file.isEmpty()) {
      throw new ShellException("\\i needs a file");
    }
    if (depth >= DEEPEST_INCLUDE) {
      throw new ShellException(file + ": files include each other " + depth + " deep");
    }
    depth++;
    try {
      for (ScriptPart part : ScriptSplitter.split(ScriptRunner.read(Path.of(file)))) {
        if (!run(part)) {
          return false;
        }
      }
      return true;
    } finally {
      depth--;
    }
  }

  private static String chop(String argument) {
    return argument.substring(0, argument.length() - 1).strip();
  }
}
