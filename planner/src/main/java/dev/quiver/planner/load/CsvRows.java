package dev.quiver.planner.load;

import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file (RFC 4180) as texts; NULL where the null text, by default nothing, stands
 * unquoted. Blank lines are skipped. For one thread.
 *
 * <p>Own code, because NULL and {@code ''} must be told apart and line numbers must be right also
 * after line breaks within quotes; libraries at hand fail one or the other.
 */
final class CsvRows implements AutoCloseable {
  private static final int END = -1;
  private static final int BUFFER_CHARACTERS = 1 << 15;

  private final Path file;
  private final TextFile text;
  private final Reader reader;
  private final char delimiter;
  private final char quote;
  private final int escape;
  private final String nullText;

  private final char[] buffer = new char[BUFFER_CHARACTERS];
  private int position;
  private int limit;
  private int line = 1;
  private int rowLine = 1;
  private final StringBuilder value = new StringBuilder();
  private boolean quoted;

  CsvRows(Path file, FileOptions options) {
    this.file = file;
    Character wanted = options.delimiter();
    boolean tabs = file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv");
    this.delimiter = wanted != null ? wanted : tabs ? '\t' : ',';
    this.quote = options.quote();
    Character other = options.escape();
    this.escape = other == null || other == quote ? END : other;
    String empty = options.nullText();
    this.nullText = empty == null ? "" : empty;
    this.text = TextFile.open(file);
    this.reader = text.reader();
  }

  /** The values of the next row, null at the end of the file. */
  @Nullable List<@Nullable String> next() {
    try {
      while (peek() == '\n' || peek() == '\r') {
        endLine(read());
      }
      return peek() == END ? null : row();
    } catch (IOException e) {
      throw text.failure(e, line);
    }
  }

  private List<@Nullable String> row() throws IOException {
    rowLine = line;
    List<@Nullable String> values = new ArrayList<>();
    int end;
    do {
      end = value(values.size() + 1);
      values.add(!quoted && nullText.contentEquals(value) ? null : value.toString());
    } while (end == delimiter);
    endLine(end);
    return values;
  }

  /** Reads one value into {@link #value}; returns what ended it. */
  private int value(int column) throws IOException {
    value.setLength(0);
    quoted = peek() == quote;
    if (quoted) {
      read();
      quotedPart(column);
    }
    int next = read();
    while (next != delimiter && next != '\n' && next != '\r' && next != END) {
      if (quoted) {
        throw badRow(column, "'" + (char) next + "' follows a closing quote");
      }
      value.append((char) (next == escape ? read() : next));
      plainRun();
      next = read();
    }
    return next;
  }

  /** Takes over what the buffer holds up to the next character that ends or escapes anything. */
  private void plainRun() {
    int at = position;
    while (at < limit) {
      char c = buffer[at];
      if (c == delimiter || c == '\n' || c == '\r' || c == escape) {
        break;
      }
      at++;
    }
    value.append(buffer, position, at - position);
    position = at;
  }

  /** Likewise within quotes, where only quotes, escapes and line breaks mean anything. */
  private void quotedRun() {
    int at = position;
    while (at < limit) {
      char c = buffer[at];
      if (c == quote || c == '\n' || c == escape) {
        break;
      }
      at++;
    }
    value.append(buffer, position, at - position);
    position = at;
  }

  private void quotedPart(int column) throws IOException {
    int opened = line;
    while (true) {
      quotedRun();
      int next = read();
      if (next == END) {
        line = opened;
        throw badRow(column, "a quote is not closed");
      }
      if (next == escape && escape != END) {
        next = read();
      } else if (next == quote) {
        if (peek() != quote) {
          return;
        }
        read();
      }
      if (next == '\n') {
        line++;
      }
      value.append((char) next);
    }
  }

  private void endLine(int end) throws IOException {
    if (end == '\r' && peek() == '\n') {
      read();
    }
    if (end != END) {
      line++;
    }
  }

  private int peek() throws IOException {
    if (position == limit) {
      limit = reader.read(buffer, 0, buffer.length);
      position = 0;
      if (limit <= 0) {
        limit = 0;
        return END;
      }
    }
    return buffer[position];
  }

  private int read() throws IOException {
    int next = peek();
    if (next != END) {
      position++;
    }
    return next;
  }

  private QuiverException badRow(int column, String what) {
    return BadRow.atLine(file, line, column, what);
  }

  /** The line on which the last row began. */
  int line() {
    return rowLine;
  }

  long bytesRead() {
    return text.bytesRead();
  }

  @Override
  public void close() {
    text.close();
  }
}
