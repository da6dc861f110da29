package dev.quiver.driver.shell;

import java.nio.file.Path;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param url a JDBC URL
 * @param scripts what {@code -e} and {@code -f} gave, in their order; none for the shell
 * @param data where the demo's data set is
 */
record Options(Action action, String url, List<Script> scripts, OutputFormat format, Path data) {

  Options {
    scripts = List.copyOf(scripts);
  }

  /** The kinds of run. */
  enum Action {
    SQL,
    DEMO,
    HELP,
    VERSION
  }

  /** SQL from the command line or from a file. */
  sealed interface Script {
    /** The value of {@code -e}. */
    record Text(String sql) implements Script {}

    /** The value of {@code -f}; {@code -} is the standard input. */
    record File(Path path) implements Script {}
  }
}
