package dev.quiver.storage.format;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes flatbuffers tables by field id, children before their parents.
 *
 * <p>Text, vectors and child tables are made first, each giving a place; {@link #start}, the
 * fields, {@link #end} then make the table around them.
 */
public final class FlatWriter {
  private final FlatBufferBuilder builder = new FlatBufferBuilder(1_024);

  public int string(@Nullable String text) {
    return text == null ? 0 : builder.createString(text);
  }

  public int bytes(byte @Nullable [] bytes) {
    return bytes == null ? 0 : builder.createByteVector(bytes);
  }

  public int bytes(ByteBuffer bytes) {
    return builder.createByteVector(bytes.duplicate());
  }

  public int ints(int[] values) {
    builder.startVector(4, values.length, 4);
    for (int i = values.length - 1; i >= 0; i--) {
      builder.addInt(values[i]);
    }
    return builder.endVector();
  }

  /** A vector of tables, each written by a function that gives its place. */
  public <T> int tables(List<T> elements, ToIntFunction<T> writer) {
    return builder.createVectorOfTables(elements.stream().mapToInt(writer).toArray());
  }

  public FlatWriter start(int fields) {
    builder.startTable(fields);
    return this;
  }

  public FlatWriter int64(int id, long value) {
    builder.addLong(id, value, 0);
    return this;
  }

  public FlatWriter int32(int id, int value) {
    builder.addInt(id, value, 0);
    return this;
  }

  public FlatWriter flag(int id, boolean value) {
    builder.addBoolean(id, value, false);
    return this;
  }

  public FlatWriter uuid(int id, @Nullable UUID value) {
    return value == null
        ? this
        : int64(id, value.getMostSignificantBits()).int64(id + 1, value.getLeastSignificantBits());
  }

  /** A child by the place it was given; 0 for none. */
  public FlatWriter child(int id, int place) {
    builder.addOffset(id, place, 0);
    return this;
  }

  public int end() {
    return builder.endTable();
  }

  /** The buffer whose root is the table at a place. */
  public ByteBuffer finish(int root) {
    builder.finish(root);
    return builder.dataBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
