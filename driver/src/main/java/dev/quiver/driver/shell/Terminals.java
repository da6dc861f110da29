package dev.quiver.driver.shell;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/**
 * Whether there is a terminal, how wide it is, and JLine's hold on it.
 *
 * <p>JLine is used through {@code stty} alone: its native providers would load native code.
 */
final class Terminals {
  private Terminals() {}

  /** Whether standard input and output are a terminal. */
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Java 22 and newer give a console without a terminal too, and this method to ask.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }

  /** Columns of the terminal for a run that is not interactive; 0 if unknown. */
  static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(columns) : 0;
  }

  /**
   * The terminal, in raw hands.
   *
   * @throws IOException if there is none, or no {@code stty}
   */
  static Terminal open() throws IOException {
    String type = System.getenv("TERM");
    return new ExecTerminalProvider()
        .sysTerminal(
            "quiver",
            type == null ? "dumb" : type,
            false,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            true,
            Terminal.SignalHandler.SIG_DFL,
            false,
            SystemStream.Output);
  }
}
