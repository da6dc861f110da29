package dev.quiver.planner.load;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.storage.column.Batch;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** What the writers of text formats share: the file, until it is complete a temporary one. */
abstract class TextFileWriter implements BatchWriter {
  final List<ColumnInfo> columns;
  private final Path file;
  private final Path temporary;
  private final BufferedWriter out;
  private boolean started;

  TextFileWriter(Path file, List<ColumnInfo> columns) {
    this.file = file;
    this.columns = columns;
    this.temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      this.out = Files.newBufferedWriter(temporary, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** What stands before the first row. */
  abstract void start(Writer writer) throws IOException;

  abstract void row(Writer writer, Batch batch, int row) throws IOException;

  @Override
  public void write(Batch batch) {
    try {
      begin();
      for (int row = 0; row < batch.size(); row++) {
        row(out, batch, row);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void begin() throws IOException {
    if (!started) {
      started = true;
      start(out);
    }
  }

  @Override
  public void finish() {
    try {
      begin();
      out.close();
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private QuiverException failure(IOException e) {
    return QuiverException.causedBy(e, ErrorCode.IO_FAILURE, file, TextFile.reason(e));
  }
}
