package dev.quiver.driver.shell;

import java.io.PrintWriter;
import java.util.function.IntSupplier;

/**
 * Where the shell prints: finished lines, and on a terminal one passing line for progress.
 *
 * <p>The passing line is shown only between {@link #begin} and the first line that follows it. Safe
 * for the thread that prints and the one that shows progress.
 */
final class Output {
  private static final String WIPE = "\r\u001b[2K";
  private static final String DIM = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter writer;
  private final boolean terminal;
  private final IntSupplier width;
  private boolean passing;
  private boolean busy = true;

  private Output(PrintWriter writer, boolean terminal, IntSupplier width) {
    this.writer = writer;
    this.terminal = terminal;
    this.width = width;
  }

  /** Output without escape codes, for files, pipes and tests; a width of 0 means any. */
  static Output plain(PrintWriter writer, int width) {
    return new Output(writer, false, () -> width);
  }

  /** Output with colours and progress. */
  static Output terminal(PrintWriter writer, IntSupplier width) {
    return new Output(writer, true, width);
  }

  boolean isTerminal() {
    return terminal;
  }

  /** Columns that a line may fill; 0 for any number. */
  int width() {
    return width.getAsInt();
  }

  synchronized void line(String text) {
    wipe();
    busy = true;
    writer.print(text);
    writer.print('\n');
  }

  /**
   * Shows a line that the next one replaces; nothing while none is allowed, or off a terminal. It
   * is cut to the terminal's width: of a line that goes on below, only the last part could be
   * wiped.
   */
  synchronized void passing(String text) {
    if (terminal && !busy) {
      String line = text.replaceAll("\\p{Cntrl}+", " ");
      int columns = width();
      writer.print(WIPE + (columns > 1 ? TextWidth.cut(line, columns - 1) : line));
      writer.flush();
      passing = true;
    }
  }

  /** Allows passing lines until the next line is printed. */
  synchronized void begin() {
    busy = false;
  }

  /** Wipes the passing line, allows none any more, and prints what is held back. */
  synchronized void end() {
    wipe();
    busy = true;
    writer.flush();
  }

  /** Whether nobody reads any more: the reader of a pipe is gone. */
  synchronized boolean isBroken() {
    return writer.checkError();
  }

  String dim(String text) {
    return terminal ? DIM + text + PLAIN : text;
  }

  String red(String text) {
    return terminal ? RED + text + PLAIN : text;
  }

  private void wipe() {
    if (passing) {
      writer.print(WIPE);
      passing = false;
    }
  }
}
