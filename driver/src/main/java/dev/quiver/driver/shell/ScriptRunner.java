package dev.quiver.driver.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Runs scripts to their end or their first failure, which goes to the error writer. */
final class ScriptRunner {
  static final String STANDARD_INPUT = "-";

  private final SqlSession session;
  private final Commands commands;
  private final PrintWriter errors;

  ScriptRunner(SqlSession session, PrintWriter errors) {
    this.session = session;
    this.commands = new Commands(session);
    this.errors = errors;
  }

  /** Whether all went well. */
  boolean run(Options.Script script) {
    if (script instanceof Options.Script.File file) {
      try {
        boolean piped = file.path().toString().equals(STANDARD_INPUT);
        return run(read(file.path()), piped ? "line " : file.path() + ":");
      } catch (ShellException e) {
        errors.println("quiver: " + e.getMessage());
        return false;
      }
    }
    return run(((Options.Script.Text) script).sql(), "");
  }

  private boolean run(String script, String place) {
    for (ScriptPart part : ScriptSplitter.split(script)) {
      String prefix = place.isEmpty() ? "" : place + part.line() + ": ";
      try {
        if (!commands.run(part)) {
          return true;
        }
      } catch (SQLException e) {
        String sql = part instanceof ScriptPart.Sql statement ? statement.text() : "";
        errors.println(prefix + String.join(System.lineSeparator(), ErrorReport.lines(e, sql, 0)));
        return false;
      } catch (ShellException e) {
        errors.println(prefix + "ERROR: " + e.getMessage());
        return false;
      }
      if (session.out().isBroken()) {
        return true;
      }
    }
    return true;
  }

  static String read(Path path) throws ShellException {
    try {
      byte[] bytes =
          path.toString().equals(STANDARD_INPUT)
              ? System.in.readAllBytes()
              : Files.readAllBytes(path);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ShellException("cannot read " + path + ": " + reason(e));
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "no such file"
        : String.valueOf(e.getMessage());
  }
}
