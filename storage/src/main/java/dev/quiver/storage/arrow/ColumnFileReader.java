package dev.quiver.storage.arrow;

import dev.quiver.functions.vector.BitFloats;
import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.arrow.FileMessages.BlockPlace;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.VectorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns of a file that {@link ColumnFileWriter} wrote, by row, at random.
 *
 * <p>Opening reads the tail of the file alone; reading touches the bytes of the rows asked for and
 * the rest of their checksum spans. Nothing damaged is ever handed out: wrong bytes are a
 * CORRUPT_FILE error that names the file. Safe for any number of threads; holds nothing that must
 * be closed, the {@link ByteSource} belongs to the caller.
 */
public final class ColumnFileReader {
  /** What one more call costs, in bytes that could have been copied instead. */
  private static final int RUN_COST_BYTES = 1_024;

  private final ColumnFileFooter footer;
  private final @Nullable RecordBody[] bodies;
  private final @Nullable VectorsInPlace[] inPlace;
  private final List<Field> fields;

  private ColumnFileReader(ColumnFileFooter footer) {
    this.footer = footer;
    this.bodies = new RecordBody[footer.batches().size()];
    this.inPlace = new VectorsInPlace[bodies.length * footer.fields().size()];
    this.fields = footer.fields().stream().map(ArrowField::toField).toList();
  }

  public static ColumnFileReader open(ByteSource source) {
    return new ColumnFileReader(ColumnFileFooter.read(source));
  }

  public int rows() {
    return footer.firstRows()[footer.batches().size()];
  }

  /** The columns; their defaults and length limits are not kept here. */
  public List<Field> fields() {
    return fields;
  }

  /** The bytes that all values of a column take in the file. */
  public long columnBytes(int column) {
    return footer.columnBytes()[column];
  }

  /** The {@link ColumnFileSummary#checksum} of the file. */
  public int checksum() {
    return footer.checksum();
  }

  /** Compares every byte of the file with its checksum. */
  public void verify() {
    footer.data().verifyAll();
  }

  /** What the statistics of a column should be, by its values. */
  public ColumnStatistics statistics(int column) {
    StatisticsBuilder statistics = StatisticsBuilder.of(fields.get(column).type());
    for (int from = 0; from < rows(); ) {
      int to = Math.min(rows(), from + Batch.TARGET_ROWS);
      statistics.add(read(column, from, to), 0, to - from);
      from = to;
    }
    return statistics.build();
  }

  /** Rows {@code [from, to)} of a column. */
  public Column read(int column, int from, int to) {
    checkRange(from, to);
    ArrowField field = footer.fields().get(column);
    return Malformed.guard(
        footer.data().name(),
        () -> {
          ColumnDecoder decoder = ColumnDecoder.of(field, to - from);
          append(decoder, from, to);
          return decoder.finish();
        });
  }

  /** The rows named by the first {@code count} entries of {@code rows}, in that order. */
  public Column gather(int column, int[] rows, int count) {
    if (count == 1) {
      return read(column, rows[0], rows[0] + 1);
    }
    int min = rows();
    int max = -1;
    for (int i = 0; i < count; i++) {
      min = Math.min(min, rows[i]);
      max = Math.max(max, rows[i]);
    }
    if (count > 0 && isDense(column, (long) max - min + 1, count)) {
      int[] relative = new int[count];
      for (int i = 0; i < count; i++) {
        relative[i] = rows[i] - min;
      }
      return read(column, min, max + 1).gather(relative, count);
    }
    ArrowField field = footer.fields().get(column);
    return Malformed.guard(
        footer.data().name(),
        () -> {
          ColumnDecoder decoder = ColumnDecoder.of(field, count);
          appendRuns(decoder, rows, count);
          return decoder.finish();
        });
  }

  /**
   * Copies vectors of rows {@code [from, to)} one after the other into {@code out}, bits as 0 and
   * 1, NULL rows as zeros; returns the NULL markers, or null if none of them is NULL.
   */
  public boolean @Nullable [] readVectors(int column, int from, int to, float[] out) {
    checkRange(from, to);
    if (isPacked(column)) {
      return unpack((BitVectorColumn) read(column, from, to), out);
    }
    return Malformed.guard(
            footer.data().name(),
            () -> {
              VectorDecoder decoder = vectors(column, to - from, out);
              append(decoder, from, to);
              return decoder.finish();
            })
        .nulls();
  }

  /** Likewise for the rows named by the first {@code count} entries of {@code rows}. */
  public boolean @Nullable [] gatherVectors(int column, int[] rows, int count, float[] out) {
    if (isPacked(column)) {
      return unpack((BitVectorColumn) gather(column, rows, count), out);
    }
    return Malformed.guard(
            footer.data().name(),
            () -> {
              VectorDecoder decoder = vectors(column, count, out);
              VectorGather gather = VectorGather.of(decoder.dimension(), count, out);
              if (gatherInPlace(column, rows, count, gather)) {
                return new Markers(gather.nulls());
              }
              appendRuns(decoder, rows, count);
              return new Markers(decoder.finish().nulls());
            })
        .nulls();
  }

  /** Likewise the packed bits of vectors of bits. */
  public boolean @Nullable [] gatherBits(int column, int[] rows, int count, byte[] out) {
    if (!isPacked(column)) {
      throw new IllegalStateException(fields.get(column).name() + " is no column of bits");
    }
    int stride = ((VectorType) fields.get(column).type()).sizeBytes();
    VectorGather gather = VectorGather.ofBits(stride, count, out);
    boolean done =
        Malformed.guard(footer.data().name(), () -> gatherInPlace(column, rows, count, gather));
    if (done) {
      return gather.nulls();
    }
    BitVectorColumn copied = (BitVectorColumn) gather(column, rows, count);
    System.arraycopy(copied.values(), 0, out, 0, count * stride);
    return copied.nulls();
  }

  private boolean isPacked(int column) {
    return fields.get(column).type() instanceof VectorType vector
        && vector.element() == VectorType.Element.BIT;
  }

  private static boolean @Nullable [] unpack(BitVectorColumn packed, float[] out) {
    checkFits(packed.size(), packed.type(), out);
    BitFloats.unpack(packed.values(), packed.size(), packed.type().dimension(), out);
    return packed.nulls();
  }

  private record Markers(boolean @Nullable [] nulls) {}

  /** False if some of the rows cannot be copied from where they lie. */
  private boolean gatherInPlace(int column, int[] rows, int count, VectorGather gather) {
    for (int at = 0; at < count; ) {
      checkRange(rows[at], rows[at] + 1);
      int batch = batchOf(rows[at]);
      int first = footer.firstRows()[batch];
      int next = footer.firstRows()[batch + 1];
      int end = at + 1;
      while (end < count && rows[end] >= first && rows[end] < next) {
        end++;
      }
      VectorsInPlace vectors = inPlace(column, batch);
      if (vectors == null) {
        return false;
      }
      gather.add(vectors, rows, at, end, first);
      at = end;
    }
    return true;
  }

  private @Nullable VectorsInPlace inPlace(int column, int batch) {
    int at = batch * fields.size() + column;
    VectorsInPlace known = inPlace[at];
    if (known == null) {
      ArrowField field = footer.fields().get(column);
      known = VectorsInPlace.of(footer.data(), body(batch), field, (VectorType) field.type());
      inPlace[at] = known; // as with bodies
    }
    return known;
  }

  private VectorDecoder vectors(int column, int count, float[] out) {
    ArrowField field = footer.fields().get(column);
    if (!(field.type() instanceof VectorType vector)
        || vector.element() != VectorType.Element.FLOAT32) {
      throw new IllegalStateException(field.name() + " is no column of float vectors");
    }
    checkFits(count, vector, out);
    return new VectorDecoder(field, count, out);
  }

  private static void checkFits(int count, VectorType vector, float[] out) {
    if ((long) count * vector.dimension() > out.length) {
      throw new IllegalStateException(count + " vectors do not fit " + out.length + " floats");
    }
  }

  /** Whether reading all rows of a range and picking from them beats reading row by row. */
  private boolean isDense(int column, long range, int count) {
    long rowBytes = columnBytes(column) / rows() + 1;
    return range * rowBytes <= count * (rowBytes + RUN_COST_BYTES);
  }

  private void appendRuns(ColumnDecoder decoder, int[] rows, int count) {
    for (int i = 0; i < count; ) {
      int end = i + 1;
      while (end < count && rows[end] == rows[end - 1] + 1) {
        end++;
      }
      checkRange(rows[i], rows[end - 1] + 1);
      append(decoder, rows[i], rows[end - 1] + 1);
      i = end;
    }
  }

  private void append(ColumnDecoder decoder, int from, int to) {
    int[] firstRows = footer.firstRows();
    int row = from;
    for (int batch = batchOf(from); row < to; batch++) {
      int end = Math.min(to, firstRows[batch + 1]);
      decoder.append(body(batch), row - firstRows[batch], end - firstRows[batch]);
      row = end;
    }
  }

  private int batchOf(int row) {
    int found = Arrays.binarySearch(footer.firstRows(), row);
    return found >= 0 ? found : -found - 2;
  }

  private void checkRange(int from, int to) {
    if (from < 0 || from > to || to > rows()) {
      throw new IllegalStateException(
          "rows " + from + " to " + to + " of " + rows() + " in " + footer.data().name());
    }
  }

  private RecordBody body(int batch) {
    RecordBody body = bodies[batch];
    if (body == null) {
      body = readBody(batch);
      bodies[batch] = body; // another thread may do the same: both are equal and immutable
    }
    return body;
  }

  private RecordBody readBody(int batch) {
    CheckedSource data = footer.data();
    BlockPlace place = footer.batches().get(batch);
    int prefix = 2 * Integer.BYTES;
    Malformed.check(place.metadataLength() > prefix, data.name(), "wrong place of a record batch");
    ByteBuffer metadata = data.read(place.offset(), place.metadataLength());
    Message message =
        Message.getRootAsMessage(
            metadata.slice(prefix, place.metadataLength() - prefix).order(ByteOrder.LITTLE_ENDIAN));
    RecordBatch header = new RecordBatch();
    Malformed.check(
        message.headerType() == MessageHeader.RecordBatch && message.header(header) != null,
        data.name(),
        "a record batch was expected");
    int rows = footer.firstRows()[batch + 1] - footer.firstRows()[batch];
    Malformed.check(header.length() == rows, data.name(), "a record batch of the wrong length");
    return RecordBody.of(
        data, footer.fields(), header, place.offset() + place.metadataLength(), place.bodyLength());
  }
}
