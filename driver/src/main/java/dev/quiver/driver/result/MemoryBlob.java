package dev.quiver.driver.result;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes in memory, to read and to write; positions count from 1. */
public final class MemoryBlob implements Blob {
  private byte @Nullable [] bytes;

  public MemoryBlob(byte[] bytes) {
    this.bytes = bytes;
  }

  private byte[] bytes() throws SQLException {
    if (bytes == null) {
      throw SqlErrors.of(ErrorCode.CLOSED, "blob");
    }
    return bytes;
  }

  @Override
  public long length() throws SQLException {
    return bytes().length;
  }

  @Override
  public byte[] getBytes(long position, int length) throws SQLException {
    int from = LobRange.start(position, length, bytes().length);
    return Arrays.copyOfRange(bytes(), from, LobRange.end(from, length, bytes().length));
  }

  @Override
  public InputStream getBinaryStream() throws SQLException {
    return new ByteArrayInputStream(bytes());
  }

  @Override
  public InputStream getBinaryStream(long position, long length) throws SQLException {
    int from = LobRange.start(position, length, bytes().length);
    int end = LobRange.end(from, length, bytes().length);
    return new ByteArrayInputStream(bytes(), from, end - from);
  }

  @Override
  public long position(byte @Nullable [] pattern, long start) throws SQLException {
    int from = LobRange.start(start, 0, bytes().length);
    if (pattern == null) {
      return -1;
    }
    for (int i = from; i + pattern.length <= bytes().length; i++) {
      if (Arrays.equals(bytes(), i, i + pattern.length, pattern, 0, pattern.length)) {
        return i + 1L;
      }
    }
    return -1;
  }

  @Override
  public long position(@Nullable Blob pattern, long start) throws SQLException {
    return position(pattern == null ? null : pattern.getBytes(1, (int) pattern.length()), start);
  }

  @Override
  public int setBytes(long position, byte @Nullable [] source) throws SQLException {
    return setBytes(position, source, 0, source == null ? 0 : source.length);
  }

  @Override
  public int setBytes(long position, byte @Nullable [] source, int offset, int length)
      throws SQLException {
    int from = LobRange.start(position, length, bytes().length);
    if (source == null || offset < 0 || offset > source.length - length) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "no " + length + " bytes at " + offset);
    }
    byte[] grown = Arrays.copyOf(bytes(), Math.max(bytes().length, from + length));
    System.arraycopy(source, offset, grown, from, length);
    bytes = grown;
    return length;
  }

  /** The bytes written arrive when the stream is closed or flushed. */
  @Override
  public OutputStream setBinaryStream(long position) throws SQLException {
    LobRange.start(position, 0, bytes().length);
    return new ByteArrayOutputStream() {
      @Override
      public void flush() {
        store();
      }

      @Override
      public void close() {
        store();
      }

      private void store() {
        byte[] old = bytes;
        if (old != null) {
          int from = (int) position - 1;
          byte[] grown = Arrays.copyOf(old, Math.max(old.length, from + count));
          System.arraycopy(buf, 0, grown, from, count);
          bytes = grown;
        }
      }
    };
  }

  @Override
  public void truncate(long length) throws SQLException {
    bytes = Arrays.copyOf(bytes(), LobRange.end(0, length, bytes().length));
  }

  @Override
  public void free() {
    bytes = null;
  }
}
