package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.HeapSource;
import dev.quiver.storage.table.Field;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Arrow files in memory. */
final class ArrowBytes {
  static final String NAME = "data/test.arrow";

  private ArrowBytes() {}

  record Written(byte[] bytes, ColumnFileSummary summary) {}

  static Written write(List<Field> fields, List<? extends Batch> batches) {
    Sink sink = new Sink();
    ColumnFileWriter writer = new ColumnFileWriter(sink, NAME, fields);
    batches.forEach(writer::append);
    ColumnFileSummary summary = writer.finish();
    return new Written(sink.bytes.toByteArray(), summary);
  }

  static ByteSource source(byte[] bytes) {
    return new HeapSource(NAME, bytes);
  }

  private static final class Sink implements FileSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.get(copy);
      bytes.writeBytes(copy);
    }

    @Override
    public void finish() {
      // The bytes are there already.
    }

    @Override
    public void close() {
      // Nothing to throw away.
    }
  }
}
