package dev.quiver.driver.shell;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the command line of {@code ./quiver}. */
final class OptionParser {
  static final String HELP =
      """
      Quiver: an embedded, versioned vector database.

      Usage: quiver [DATABASE] [OPTION]...     an SQL shell, or with -e or -f a script
             quiver demo                       a tour over a real data set

      DATABASE is a directory, made on first use, or a JDBC URL; without it the database is in
      memory and gone at the end.

        -e SQL           run these statements and end; may be given several times
        -f FILE          run the statements of a file and end; - is the standard input
        --format FORMAT  table (default; long vectors are shortened), csv or jsonl
        --help           this text
        --version        the version

      A script stops at its first failure: message on the standard error, exit status 1.
      In the shell, \\? lists its commands.""";

  private static final String PREFIX = "jdbc:";
  private static final String IN_MEMORY = "jdbc:quiver:mem:shell";

  private final Deque<String> rest;
  private Options.Action action = Options.Action.SQL;
  private final List<Options.Script> scripts = new ArrayList<>();
  private OutputFormat format = OutputFormat.TABLE;
  private @Nullable String url;
  private Path data = Path.of("driver", "src", "demo");

  private OptionParser(String[] arguments) {
    this.rest = new ArrayDeque<>(Arrays.asList(arguments));
  }

  static Options parse(String... arguments) throws ShellException {
    OptionParser parser = new OptionParser(arguments);
    while (!parser.rest.isEmpty()) {
      parser.take(parser.rest.pop());
    }
    String url = parser.url == null ? IN_MEMORY : parser.url;
    return new Options(parser.action, url, parser.scripts, parser.format, parser.data);
  }

  private void take(String argument) throws ShellException {
    switch (argument) {
      case "-e", "--execute" -> scripts.add(new Options.Script.Text(value(argument)));
      case "-f", "--file" -> scripts.add(new Options.Script.File(Path.of(value(argument))));
      case "--format" -> format = format(value(argument));
      case "--demo-data" -> data = Path.of(value(argument));
      case "-h", "--help" -> action = Options.Action.HELP;
      case "--version" -> action = Options.Action.VERSION;
      case "demo" -> action = Options.Action.DEMO;
      default -> {
        if (argument.startsWith("-")) {
          throw new ShellException("unknown option " + argument);
        }
        if (url != null) {
          throw new ShellException("a second database: " + argument);
        }
        url = url(argument);
      }
    }
  }

  private String value(String option) throws ShellException {
    String value = rest.poll();
    if (value == null) {
      throw new ShellException("option " + option + " needs a value");
    }
    return value;
  }

  private static OutputFormat format(String name) throws ShellException {
    return OutputFormat.named(name)
        .orElseThrow(
            () -> new ShellException("unknown format " + name + ": use table, csv or jsonl"));
  }

  /** A path becomes the URL of the directory; a URL stays. */
  static String url(String database) {
    return database.startsWith(PREFIX) ? database : PREFIX + "quiver:" + database;
  }
}
