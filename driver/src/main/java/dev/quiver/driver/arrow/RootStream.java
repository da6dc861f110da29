package dev.quiver.driver.arrow;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowBuffer;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A root as the Arrow IPC stream that it would be in a file: schema, one record batch, its body.
 *
 * <p>Only the two messages are made; the body stays where it is, in the root's buffers, and is
 * copied out piece by piece as it is read. Arrow Java's own writers would need a JVM flag. Holds on
 * to the buffers until it is closed.
 */
final class RootStream implements ByteSource, AutoCloseable {
  private static final int PREFIX_BYTES = 2 * Integer.BYTES;

  private final ArrowRecordBatch batch;
  private final byte[] messages;

  /** The buffers that are not empty, by their place in the stream. */
  private final TreeMap<Long, ArrowBuf> body = new TreeMap<>();

  private final long length;

  private RootStream(byte[] messages, ArrowRecordBatch batch) {
    this.messages = messages;
    this.batch = batch;
    int i = 0;
    for (ArrowBuffer place : batch.getBuffersLayout()) {
      ArrowBuf buffer = batch.getBuffers().get(i++);
      if (place.getSize() > 0) {
        body.put(messages.length + place.getOffset(), buffer);
      }
    }
    this.length = messages.length + batch.computeBodyLength();
  }

  /**
   * @throws QuiverException NOT_SUPPORTED, INVALID_ARGUMENT
   */
  static RootStream of(VectorSchemaRoot root) {
    for (FieldVector vector : root.getFieldVectors()) {
      checkPlain(vector.getName(), vector.getField());
      if (vector.getValueCount() != root.getRowCount()) {
        throw new QuiverException(
            ErrorCode.INVALID_ARGUMENT,
            "column "
                + vector.getName()
                + " has "
                + vector.getValueCount()
                + " values in a root of "
                + root.getRowCount()
                + " rows");
      }
    }
    byte[] schema = root.getSchema().serializeAsMessage();
    ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch();
    boolean done = false;
    try {
      ByteBuffer header = MessageSerializer.serializeMetadata(batch);
      ByteBuffer messages =
          ByteBuffer.allocate(schema.length + PREFIX_BYTES + header.remaining())
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(schema)
              .putInt(-1)
              .putInt(header.remaining())
              .put(header);
      RootStream stream = new RootStream(messages.array(), batch);
      done = true;
      return stream;
    } finally {
      if (!done) {
        batch.close();
      }
    }
  }

  /** A root has the indexes of a dictionary alone, and not its values. */
  private static void checkPlain(String column, Field field) {
    if (field.getDictionary() != null) {
      throw new QuiverException(
          ErrorCode.NOT_SUPPORTED,
          "column " + column + ": a dictionary-encoded vector, not decoded by DictionaryEncoder,");
    }
    field.getChildren().forEach(child -> checkPlain(column, child));
  }

  @Override
  public String name() {
    return "VectorSchemaRoot";
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public ByteBuffer read(long offset, int size) {
    if (offset < 0 || size < 0 || offset > length - size) {
      throw outside(offset, size);
    }
    byte[] bytes = new byte[size];
    if (offset <= messages.length - size) {
      System.arraycopy(messages, (int) offset, bytes, 0, size);
    } else if (size > 0) {
      copyBody(offset, bytes);
    }
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void copyBody(long offset, byte[] bytes) {
    Map.Entry<Long, ArrowBuf> found = body.floorEntry(offset);
    if (found == null || offset - found.getKey() > found.getValue().capacity() - bytes.length) {
      throw outside(offset, bytes.length);
    }
    found.getValue().getBytes(offset - found.getKey(), bytes, 0, bytes.length);
  }

  private QuiverException outside(long offset, int size) {
    return new QuiverException(
        ErrorCode.CORRUPT_FILE, name(), "it has no " + size + " bytes at " + offset);
  }

  @Override
  public void close() {
    batch.close();
  }
}
