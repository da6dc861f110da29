package dev.quiver.driver.result;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Text in memory, to read and to write; positions count from 1. */
public final class MemoryClob implements NClob {
  private @Nullable String text;

  public MemoryClob(String text) {
    this.text = text;
  }

  private String text() throws SQLException {
    if (text == null) {
      throw SqlErrors.of(ErrorCode.CLOSED, "clob");
    }
    return text;
  }

  @Override
  public long length() throws SQLException {
    return text().length();
  }

  @Override
  public String getSubString(long position, int length) throws SQLException {
    int from = LobRange.start(position, length, text().length());
    return text().substring(from, LobRange.end(from, length, text().length()));
  }

  @Override
  public Reader getCharacterStream() throws SQLException {
    return new StringReader(text());
  }

  @Override
  public Reader getCharacterStream(long position, long length) throws SQLException {
    int from = LobRange.start(position, length, text().length());
    return new StringReader(text().substring(from, LobRange.end(from, length, text().length())));
  }

  @Override
  public InputStream getAsciiStream() throws SQLException {
    return new ByteArrayInputStream(text().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public long position(@Nullable String pattern, long start) throws SQLException {
    int from = LobRange.start(start, 0, text().length());
    int found = pattern == null ? -1 : text().indexOf(pattern, from);
    return found < 0 ? -1 : found + 1L;
  }

  @Override
  public long position(@Nullable Clob pattern, long start) throws SQLException {
    return position(
        pattern == null ? null : pattern.getSubString(1, (int) pattern.length()), start);
  }

  @Override
  public int setString(long position, @Nullable String source) throws SQLException {
    return setString(position, source, 0, source == null ? 0 : source.length());
  }

  @Override
  public int setString(long position, @Nullable String source, int offset, int length)
      throws SQLException {
    LobRange.start(position, length, text().length());
    if (source == null || offset < 0 || offset > source.length() - length) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "no " + length + " characters at " + offset);
    }
    overwrite(position, source.substring(offset, offset + length));
    return length;
  }

  /** The text written arrives when the writer is closed or flushed. */
  @Override
  public Writer setCharacterStream(long position) throws SQLException {
    LobRange.start(position, 0, text().length());
    return new StringWriter() {
      @Override
      public void flush() {
        overwrite(position, toString());
      }

      @Override
      public void close() {
        flush();
      }
    };
  }

  @Override
  public OutputStream setAsciiStream(long position) throws SQLException {
    LobRange.start(position, 0, text().length());
    return new ByteArrayOutputStream() {
      @Override
      public void flush() {
        overwrite(position, toString(StandardCharsets.US_ASCII));
      }

      @Override
      public void close() {
        flush();
      }
    };
  }

  @Override
  public void truncate(long length) throws SQLException {
    text = text().substring(0, LobRange.end(0, length, text().length()));
  }

  @Override
  public void free() {
    text = null;
  }

  private void overwrite(long position, String source) {
    String old = text;
    if (old != null) {
      int from = (int) position - 1;
      int behind = Math.min(old.length(), from + source.length());
      text = old.substring(0, from) + source + old.substring(behind);
    }
  }
}
