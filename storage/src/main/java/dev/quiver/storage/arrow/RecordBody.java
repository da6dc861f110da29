package dev.quiver.storage.arrow;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.arrow.Storage.Kind;
import dev.quiver.storage.file.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * One record batch: where its buffers are and how many values each field has.
 *
 * <p>Every offset and length has been checked, once, when it was made: buffers lie within the file
 * and are as long as their values need. What stands inside the buffers (offsets of texts and lists)
 * is checked where it is used. Immutable.
 */
final class RecordBody {
  private final ByteSource source;
  private final int rows;
  private final long[] lengths;
  private final long[] nullCounts;
  private final long[] bufferOffsets;
  private final long[] bufferLengths;

  private RecordBody(ByteSource source, RecordBatch batch, int nodes, int buffers) {
    this.source = source;
    this.rows = (int) batch.length();
    this.lengths = new long[nodes];
    this.nullCounts = new long[nodes];
    this.bufferOffsets = new long[buffers];
    this.bufferLengths = new long[buffers];
  }

  /**
   * @param start where the body begins in the file
   * @param length its bytes
   */
  static RecordBody of(
      ByteSource source, List<ArrowField> fields, RecordBatch batch, long start, long length) {
    String file = source.name();
    if (batch.compression() != null) {
      throw new QuiverException(
          ErrorCode.FILE_FORMAT, file, "compressed record batches are not supported");
    }
    Malformed.check(
        start >= 0 && length >= 0 && length <= source.length() - start, file, "body out of bounds");
    int[] counts = new int[2];
    fields.forEach(field -> count(field, counts));
    boolean fits =
        batch.length() >= 0
            && batch.length() <= Integer.MAX_VALUE
            && batch.nodesLength() == counts[0]
            && batch.buffersLength() == counts[1];
    Malformed.check(fits, file, "a record batch does not fit the schema");
    RecordBody body = new RecordBody(source, batch, counts[0], counts[1]);
    for (int i = 0; i < counts[0]; i++) {
      body.lengths[i] = batch.nodes(i).length();
      body.nullCounts[i] = batch.nodes(i).nullCount();
    }
    for (int i = 0; i < counts[1]; i++) {
      long offset = batch.buffers(i).offset();
      long bytes = batch.buffers(i).length();
      Malformed.check(
          offset >= 0 && bytes >= 0 && offset <= length && bytes <= length - offset,
          file,
          "a buffer lies outside of its record batch");
      body.bufferOffsets[i] = start + offset;
      body.bufferLengths[i] = bytes;
    }
    for (ArrowField field : fields) {
      Malformed.check(body.lengths[field.node()] == body.rows, file, "columns of unequal length");
      body.checkLengths(field);
    }
    return body;
  }

  private static void count(ArrowField field, int[] counts) {
    counts[0]++;
    counts[1] += field.storage().kind().buffers();
    field.children().forEach(child -> count(child, counts));
  }

  private void checkLengths(ArrowField field) {
    long values = lengths[field.node()];
    Kind kind = field.storage().kind();
    boolean right = values >= 0 && values <= Integer.MAX_VALUE;
    if (kind != Kind.NOTHING) {
      long bitmap = bufferLengths[field.buffer()];
      right &= (bitmap == 0 && nullCounts[field.node()] == 0) || bitmap >= (values + 7) / 8;
    }
    long data = kind.buffers() > 1 ? bufferLengths[field.buffer() + 1] : 0;
    right &=
        switch (kind) {
          case NOTHING -> true;
          case BITS -> data >= (values + 7) / 8;
          case SIGNED, UNSIGNED, FLOAT, DECIMAL, FIXED_BYTES ->
              data >= values * field.storage().width();
          case BYTES, LIST -> values == 0 || data >= (values + 1) * Integer.BYTES;
          case LARGE_BYTES, LARGE_LIST -> values == 0 || data >= (values + 1) * Long.BYTES;
          case FIXED_LIST -> lengths[field.child().node()] >= values * field.storage().width();
        };
    Malformed.check(right, source.name(), "column " + field.name() + " is longer than its buffers");
    field.children().forEach(this::checkLengths);
  }

  String file() {
    return source.name();
  }

  int rows() {
    return rows;
  }

  /** Values of a field: the rows, or the elements of a list's child. */
  int length(ArrowField field) {
    return (int) lengths[field.node()];
  }

  boolean mayHaveNulls(ArrowField field) {
    return nullCounts[field.node()] != 0 && bufferLengths[field.buffer()] > 0;
  }

  /** The bytes of the {@code index}-th buffer of a field, validity being 0. */
  long bufferLength(ArrowField field, int index) {
    return bufferLengths[field.buffer() + index];
  }

  /** Where the {@code index}-th buffer of a field begins in the file. */
  long bufferOffset(ArrowField field, int index) {
    return bufferOffsets[field.buffer() + index];
  }

  /** A part of the {@code index}-th buffer of a field. */
  ByteBuffer buffer(ArrowField field, int index, long from, long length) {
    int i = field.buffer() + index;
    if (from < 0 || length < 0 || length > Integer.MAX_VALUE || from > bufferLengths[i] - length) {
      throw Malformed.file(
          source.name(), "column " + field.name() + " points outside of its buffers");
    }
    return source.read(bufferOffsets[i] + from, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
