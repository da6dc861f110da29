package dev.quiver.parquet;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * An open Parquet file: its footer, and its bytes piece by piece.
 *
 * <p>The file is {@code PAR1}, pages, the footer in Thrift's compact protocol, the footer's length
 * in four bytes, {@code PAR1}. It is somebody else's: never mapped, and nothing it says is believed
 * before it is compared with the file's length.
 */
final class ParquetFile implements AutoCloseable {
  private static final int TAIL_BYTES = 8;
  private static final int MAGIC_BYTES = 4;
  private static final int MAX_FOOTER_BYTES = 256 << 20;

  private final Path path;
  private final FileChannel channel;
  private final long length;
  private @Nullable FileMetaData footer;
  private List<FileColumn> columns = List.of();

  private ParquetFile(Path path, FileChannel channel, long length) {
    this.path = path;
    this.channel = channel;
    this.length = length;
  }

  /**
   * Opens a file and reads its footer.
   *
   * @throws QuiverException FILE_FORMAT, IO_FAILURE
   */
  static ParquetFile open(Path path) {
    ParquetFile file;
    try {
      FileChannel channel = FileChannel.open(path);
      file = new ParquetFile(path, channel, channel.size());
    } catch (IOException e) {
      throw failure(path, e);
    }
    try {
      FileMetaData footer = file.readFooter();
      file.footer = footer;
      file.columns = new SchemaReader(file, footer).columns();
      return file;
    } catch (QuiverException e) {
      file.close();
      throw e;
    }
  }

  private FileMetaData readFooter() {
    if (length < MAGIC_BYTES + TAIL_BYTES) {
      throw wrong("no Parquet file: it has " + length + " bytes");
    }
    ByteBuffer tail =
        ByteBuffer.wrap(read(length - TAIL_BYTES, TAIL_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    String magic = new String(tail.array(), 4, MAGIC_BYTES, StandardCharsets.ISO_8859_1);
    if (magic.equals("PARE")) {
      throw wrong("its footer is encrypted, which is not supported");
    }
    if (!magic.equals("PAR1")) {
      throw wrong("no Parquet file, or one cut short: it does not end in PAR1");
    }
    int size = tail.getInt(0);
    if (size < 0 || size > length - TAIL_BYTES - MAGIC_BYTES || size > MAX_FOOTER_BYTES) {
      throw wrong("damaged: a footer of " + Integer.toUnsignedLong(size) + " bytes");
    }
    byte[] bytes = read(length - TAIL_BYTES - size, size);
    try {
      return Util.readFileMetaData(new ByteArrayInputStream(bytes), Math.max(size, 1));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Structures nested a thousand deep end in a StackOverflowError: Thrift skips by recursion.
      throw wrong(e, "damaged: its footer cannot be read");
    }
  }

  Path path() {
    return path;
  }

  List<FileColumn> columns() {
    return columns;
  }

  List<RowGroup> rowGroups() {
    return footer == null || footer.getRow_groups() == null ? List.of() : footer.getRow_groups();
  }

  /** The program that wrote it, as it calls itself. */
  String createdBy() {
    return footer == null || footer.getCreated_by() == null ? "" : footer.getCreated_by();
  }

  long length() {
    return length;
  }

  /**
   * Bytes of the file.
   *
   * @throws QuiverException FILE_FORMAT if there are not that many
   */
  byte[] read(long offset, int size) {
    if (offset < 0 || size < 0 || offset > length - size) {
      throw wrong("damaged: it has no " + size + " bytes at " + offset);
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw wrong("it was cut short while it was read");
        }
      }
    } catch (IOException e) {
      throw failure(path, e);
    }
    return bytes.array();
  }

  QuiverException wrong(String what) {
    return new QuiverException(ErrorCode.FILE_FORMAT, path, what);
  }

  QuiverException wrong(Throwable cause, String what) {
    return QuiverException.causedBy(cause, ErrorCode.FILE_FORMAT, path, what);
  }

  private static QuiverException failure(Path path, IOException e) {
    String message = e.getMessage();
    return QuiverException.causedBy(
        e, ErrorCode.IO_FAILURE, path, message == null ? e.getClass().getSimpleName() : message);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(path, e);
    }
  }
}
