package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as Arrow lays them out, for whoever hands them to another Arrow library in memory.
 *
 * <p>The types are those of our data files. The buffers of a batch are valid until the next one is
 * encoded. For one thread.
 */
public final class ArrowExport {
  private final List<ColumnEncoder> encoders;

  /** How many values a field has, and how many of them are NULL. */
  public record Node(long length, long nullCount) {}

  /**
   * A record batch: field nodes and buffers in Arrow's order, which is depth first; little-endian
   * heap buffers from position to limit. An empty validity buffer says that nothing is NULL.
   */
  public record Body(int rows, List<Node> nodes, List<ByteBuffer> buffers) {
    public Body {
      nodes = List.copyOf(nodes);
      buffers = List.copyOf(buffers);
    }
  }

  public ArrowExport(List<DataType> types) {
    this.encoders = types.stream().map(ColumnEncoder::of).toList();
  }

  /** The schema of these columns, without their ids, as the head of an IPC stream. */
  public static ByteBuffer schema(List<Field> fields) {
    ByteBuffer message =
        FileMessages.schema(
            fields.stream()
                .map(f -> new Field(SchemaEncoder.NO_ID, f.name(), f.type(), f.nullable()))
                .toList());
    return ByteBuffer.allocate(2 * Integer.BYTES + message.remaining())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(-1)
        .putInt(message.remaining())
        .put(message)
        .flip();
  }

  /** All rows of a batch. */
  public Body encode(Batch batch) {
    BodyParts parts = new BodyParts();
    for (int i = 0; i < encoders.size(); i++) {
      ColumnEncoder encoder = encoders.get(i);
      encoder.clear();
      encoder.append(batch.column(i), 0, batch.size());
      encoder.collect(parts);
    }
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < parts.nodeCount(); i++) {
      nodes.add(new Node(parts.nodeLength(i), parts.nullCount(i)));
    }
    return new Body(batch.size(), nodes, parts.buffers());
  }
}
