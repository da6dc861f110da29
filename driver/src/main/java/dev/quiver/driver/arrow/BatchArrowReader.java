package dev.quiver.driver.arrow;

import dev.quiver.driver.error.Guarded;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.storage.arrow.ArrowExport;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Fills a root with the batches of a query, each copied buffer by buffer. For one thread. */
final class BatchArrowReader extends ArrowReader {
  private final BatchSource rows;
  private final @Nullable BufferAllocator own;
  private final ArrowExport export;
  private long bytes;

  /**
   * @param own an allocator to close in the end
   */
  BatchArrowReader(BatchSource rows, BufferAllocator allocator, @Nullable BufferAllocator own) {
    super(allocator);
    this.rows = rows;
    this.own = own;
    this.export = new ArrowExport(rows.columns().stream().map(ColumnInfo::type).toList());
  }

  @Override
  protected Schema readSchema() {
    List<Field> fields = new ArrayList<>();
    for (ColumnInfo column : rows.columns()) {
      fields.add(new Field(fields.size(), column.label(), column.type(), column.nullable()));
    }
    return Schema.deserializeMessage(ArrowExport.schema(fields));
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    prepareLoadNextBatch();
    ArrowExport.Body body;
    try {
      Batch batch = rows.next();
      if (batch == null) {
        return false;
      }
      body = Guarded.call(() -> export.encode(batch));
    } catch (SQLException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
    load(body);
    return true;
  }

  private void load(ArrowExport.Body body) {
    List<ArrowFieldNode> nodes =
        body.nodes().stream().map(n -> new ArrowFieldNode(n.length(), n.nullCount())).toList();
    List<ArrowBuf> buffers = new ArrayList<>();
    try {
      for (ByteBuffer contents : body.buffers()) {
        buffers.add(copy(contents));
      }
      loadRecordBatch(new ArrowRecordBatch(body.rows(), nodes, buffers)); // which it closes
    } finally {
      buffers.forEach(ArrowBuf::close);
    }
  }

  private ArrowBuf copy(ByteBuffer contents) {
    int length = contents.remaining();
    if (length == 0) {
      return allocator.getEmpty();
    }
    ArrowBuf buffer = allocator.buffer(length);
    buffer.setBytes(0, contents.array(), contents.arrayOffset() + contents.position(), length);
    buffer.writerIndex(length);
    bytes += length;
    return buffer;
  }

  @Override
  public long bytesRead() {
    return bytes;
  }

  /** Comes after the root was closed. */
  @Override
  protected void closeReadSource() throws IOException {
    try {
      rows.close();
    } catch (SQLException failure) {
      throw new IOException(failure.getMessage(), failure);
    } finally {
      if (own != null) {
        own.close();
      }
    }
  }
}
