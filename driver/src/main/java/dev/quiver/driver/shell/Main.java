package dev.quiver.driver.shell;

import dev.quiver.driver.metadata.ProductVersion;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jline.terminal.Terminal;

/**
 * The command line: the SQL shell, scripts and the demo. Exit status 0 if all went well, 1 if a
 * statement failed, 2 if the command line makes no sense. Always writes UTF-8.
 */
public final class Main {
  private final PrintWriter out;
  private final PrintWriter errors;

  Main(PrintWriter out, PrintWriter errors) {
    this.out = out;
    this.errors = errors;
  }

  public static void main(String[] arguments) {
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter errors = utf8(FileDescriptor.err);
    int status = new Main(out, errors).run(arguments);
    out.flush();
    errors.flush();
    System.exit(status);
  }

  int run(String... arguments) {
    try {
      return run(OptionParser.parse(arguments));
    } catch (ShellException e) {
      errors.println("quiver: " + e.getMessage());
      errors.println("Try quiver --help.");
      return 2;
    } catch (SQLException e) {
      ErrorReport.lines(e, "", 0).forEach(errors::println);
      return 1;
    }
  }

  private int run(Options options) throws SQLException, ShellException {
    switch (options.action()) {
      case HELP -> out.print(OptionParser.HELP + "\n");
      case VERSION -> out.print("Quiver " + ProductVersion.CURRENT.text() + "\n");
      case DEMO ->
          Demo.run(options.data(), Path.of("target", "demo-db"), Output.plain(out, Demo.WIDTH));
      case SQL -> {
        return sql(options);
      }
    }
    return 0;
  }

  private int sql(Options options) throws SQLException {
    boolean terminal = Terminals.isInteractive();
    if (options.scripts().isEmpty() && terminal) {
      try (Terminal editing = Terminals.open()) {
        InteractiveShell.run(editing, options);
        return 0;
      } catch (IOException e) {
        errors.println("quiver: no terminal to edit on (" + e.getMessage() + "), reading plainly");
      }
    }
    List<Options.Script> scripts =
        options.scripts().isEmpty()
            ? List.of(new Options.Script.File(Path.of(ScriptRunner.STANDARD_INPUT)))
            : options.scripts();
    Output output = terminal ? Output.terminal(out, Terminals::width) : Output.plain(out, 0);
    Settings settings = new Settings(options.format(), false);
    try (SqlSession session = SqlSession.open(options.url(), output, settings)) {
      ScriptRunner runner = new ScriptRunner(session, errors);
      for (Options.Script script : scripts) {
        if (!runner.run(script)) {
          return 1;
        }
      }
      return 0;
    }
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }
}
