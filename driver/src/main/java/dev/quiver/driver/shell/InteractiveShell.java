package dev.quiver.driver.shell;

import dev.quiver.driver.metadata.ProductVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/**
 * The shell on a terminal: reads, runs, prints, until {@code \q} or Ctrl-D.
 *
 * <p>A failure is printed and the shell goes on. Ctrl-C drops the typed text or cancels the running
 * statement.
 */
final class InteractiveShell {
  private static final String HISTORY = ".quiver_history";

  private final SqlSession session;
  private final Commands commands;
  private final LineReader reader;

  private InteractiveShell(Terminal terminal, SqlSession session) {
    this.session = session;
    this.commands = new Commands(session);
    this.reader = reader(terminal, new Catalog(session.connection()));
    terminal.handle(Terminal.Signal.INT, signal -> cancel());
  }

  /** Runs the shell on a terminal to its end. */
  static void run(Terminal terminal, Options options) throws SQLException {
    boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    Output out =
        dumb
            ? Output.plain(terminal.writer(), terminal.getWidth())
            : Output.terminal(terminal.writer(), terminal::getWidth);
    Settings settings = new Settings(options.format(), true);
    try (SqlSession session = SqlSession.open(options.url(), out, settings)) {
      out.line(
          "Quiver %s, %s (\\? for help, \\q to leave)"
              .formatted(
                  ProductVersion.CURRENT.text(), session.connection().getMetaData().getURL()));
      out.end();
      new InteractiveShell(terminal, session).loop();
    }
  }

  private static LineReader reader(Terminal terminal, Catalog catalog) {
    LineReader reader =
        LineReaderBuilder.builder()
            .appName("quiver")
            .terminal(terminal)
            .parser(new SqlLineParser())
            .completer(new SqlCompleter(catalog))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "     -> ")
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .option(LineReader.Option.BRACKETED_PASTE, true)
            .build();
    String homeVariable = System.getenv("HOME");
    Path home = Path.of(homeVariable == null ? System.getProperty("user.home") : homeVariable);
    if (Files.isWritable(home)) {
      reader.setVariable(LineReader.HISTORY_FILE, home.resolve(HISTORY));
    }
    return reader;
  }

  private void loop() {
    boolean more = true;
    while (more) {
      try {
        more = runAll(Commands.withoutPlainWord(reader.readLine("quiver> ")));
      } catch (UserInterruptException dropped) {
        session.out().end();
      } catch (EndOfFileException end) {
        session.out().line("");
        session.out().end();
        more = false;
      }
    }
  }

  /** Runs what was typed; false if it was the command to end. */
  private boolean runAll(String text) {
    for (ScriptPart part : ScriptSplitter.split(text)) {
      Output out = session.out();
      try {
        if (!commands.run(part)) {
          return false;
        }
      } catch (SQLException e) {
        String sql = part instanceof ScriptPart.Sql statement ? statement.text() : "";
        ErrorReport.lines(e, sql, out.width()).forEach(line -> out.line(out.red(line)));
        break;
      } catch (ShellException e) {
        out.line(out.red("ERROR: " + e.getMessage()));
        break;
      } finally {
        out.end();
      }
    }
    return true;
  }

  private void cancel() {
    try {
      session.cancellation().cancel();
    } catch (SQLException e) {
      session.out().line("cannot cancel: " + e.getMessage());
    }
  }
}
