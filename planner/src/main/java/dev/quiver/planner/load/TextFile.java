package dev.quiver.planner.load;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of UTF-8 text: strict about the encoding, silent about a byte order mark. */
final class TextFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private static final class Counter extends FilterInputStream {
    private volatile long count;

    Counter(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }

  private final Path file;
  private final Counter counter;
  private final Reader reader;

  private TextFile(Path file, Counter counter, Reader reader) {
    this.file = file;
    this.counter = counter;
    this.reader = reader;
  }

  static TextFile open(Path file) {
    try {
      Counter counter = new Counter(Files.newInputStream(file));
      Reader reader =
          new BufferedReader(
              new InputStreamReader(
                  counter,
                  StandardCharsets.UTF_8
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT)),
              BUFFER_BYTES);
      TextFile text = new TextFile(file, counter, reader);
      text.skipByteOrderMark();
      return text;
    } catch (IOException e) {
      throw QuiverException.causedBy(e, ErrorCode.IO_FAILURE, file, reason(e));
    }
  }

  private void skipByteOrderMark() throws IOException {
    reader.mark(1);
    try {
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
    } catch (CharacterCodingException e) {
      throw failure(e, 1);
    }
  }

  Reader reader() {
    return reader;
  }

  long bytesRead() {
    return counter.count;
  }

  /** What a failure to read means. */
  QuiverException failure(IOException e, int line) {
    if (e instanceof CharacterCodingException) {
      return QuiverException.causedBy(
          e, ErrorCode.FILE_FORMAT, file, "not UTF-8, at or after line " + line);
    }
    return QuiverException.causedBy(e, ErrorCode.IO_FAILURE, file, reason(e));
  }

  static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw failure(e, 1);
    }
  }
}
