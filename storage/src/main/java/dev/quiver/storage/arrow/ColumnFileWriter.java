package dev.quiver.storage.arrow;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.arrow.FileMessages.BlockPlace;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.HeapShare;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.table.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes columns as one Arrow IPC file that any Arrow library opens and that carries checksums of
 * all its bytes.
 *
 * <p>For one thread. Holds one record batch in memory, about 64 MiB of bytes or a sixteenth of the
 * heap. After a failure the file is of no use; the sink belongs to the caller, who finishes it
 * after {@link #finish}.
 *
 * <p>The file, format version {@value #FORMAT}, little-endian:
 *
 * <pre>
 * byte[8]   "ARROW1\0\0"
 * message   the schema
 * batches   each: message, then body. The body and each buffer in it start at a multiple of 64.
 *           At most 65,536 rows and about 64 MiB, unless a single row is larger.
 * int32[2]  −1, 0: end of stream
 * table     {@link ChecksumTable}, which covers all before it and all after it
 * footer    flatbuffer: schema, places of the record batches, and as custom metadata
 *           quiver.format = 1, quiver.batch_rows = rows of each batch, quiver.column_bytes = bytes
 *           of each column (decimal, with commas between)
 * int32     length of the footer
 * byte[6]   "ARROW1"
 *
 * message   int32 −1, int32 length, flatbuffer, zeros
 * </pre>
 *
 * Compression is none, dictionaries are none. A validity buffer is empty where no row is NULL. NULL
 * rows are zeros or empty. Field metadata: {@link SchemaEncoder}.
 */
public final class ColumnFileWriter {
  /** The format version that this class writes. */
  static final int FORMAT = 1;

  static final String FORMAT_KEY = "quiver.format";
  static final String BATCH_ROWS_KEY = "quiver.batch_rows";
  static final String COLUMN_BYTES_KEY = "quiver.column_bytes";

  /** Rows of a record batch at most. */
  public static final int BATCH_ROWS = 65_536;

  /** Of a record batch, about. */
  private static final int BODY_BYTES = HeapShare.bytes(64 << 20);

  private static final int MAX_ROW_BYTES = 1 << 30;
  private static final ByteBuffer MAGIC =
      ByteBuffer.wrap("ARROW1".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

  private final CheckedSink out;
  private final String name;
  private final List<Field> fields;
  private final List<ColumnEncoder> encoders;
  private final List<StatisticsBuilder> statistics;
  private final long[] columnBytes;
  private final List<BlockPlace> blocks = new ArrayList<>();
  private final List<Integer> batchRows = new ArrayList<>();
  private int pendingRows;
  private long pendingBytes;
  private int rows;
  private boolean finished;

  /**
   * @param name what messages call the file
   */
  public ColumnFileWriter(FileSink sink, String name, List<Field> fields) {
    this.out = new CheckedSink(sink);
    this.name = name;
    this.fields = List.copyOf(fields);
    this.encoders = fields.stream().map(f -> ColumnEncoder.of(f.type())).toList();
    this.statistics = fields.stream().map(f -> StatisticsBuilder.of(f.type())).toList();
    this.columnBytes = new long[fields.size()];
    out.write(MAGIC);
    out.align(Long.BYTES);
    writeMessage(FileMessages.schema(this.fields), Long.BYTES);
  }

  /** Rows so far. */
  public int rows() {
    return rows;
  }

  /** Bytes so far, those included that still wait in memory. */
  public long bytes() {
    return out.position() + pendingBytes;
  }

  /** Adds rows whose columns stand in the order of the fields and have their types. */
  public void append(Batch batch) {
    checkColumns(batch);
    for (int from = 0; from < batch.size(); ) {
      int limit = Math.min(batch.size(), from + BATCH_ROWS - pendingRows);
      int to = EncodedSize.endWithin(batch, from, limit, BODY_BYTES - pendingBytes);
      long bytes = EncodedSize.of(batch, from, to);
      if (pendingRows > 0 && pendingBytes + bytes > BODY_BYTES) {
        flush();
        continue;
      }
      if (bytes > MAX_ROW_BYTES) {
        throw new QuiverException(
            ErrorCode.VALUE_OUT_OF_RANGE, name, "a row of " + bytes + " bytes", "1 GiB");
      }
      take(batch, from, to);
      pendingBytes += bytes;
      from = to;
      if (pendingRows == BATCH_ROWS) {
        flush();
      }
    }
  }

  /** Writes what is left; the writer is then of no further use. */
  public ColumnFileSummary finish() {
    if (finished) {
      throw new IllegalStateException(name + " is finished");
    }
    finished = true;
    flush();
    out.align(Long.BYTES);
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(0, -1));
    ByteBuffer footer = FileMessages.footer(fields, blocks, footerMetadata());
    ByteBuffer end =
        ByteBuffer.allocate(footer.remaining() + Integer.BYTES + MAGIC.remaining())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(footer.duplicate())
            .putInt(footer.remaining())
            .put(MAGIC.duplicate())
            .flip();
    long checkedBytes = out.position();
    ByteBuffer table = ChecksumTable.encode(out.checksums(), checkedBytes, end);
    out.writeUnchecked(table);
    out.writeUnchecked(end);
    return new ColumnFileSummary(
        rows,
        checkedBytes + table.limit() + end.limit(),
        ChecksumTable.storedChecksum(table, table.limit()),
        statistics.stream().map(StatisticsBuilder::build).toList());
  }

  private void checkColumns(Batch batch) {
    if (batch.columnCount() != fields.size()) {
      throw new IllegalArgumentException(
          batch.columnCount() + " columns for " + fields.size() + " fields");
    }
    for (int c = 0; c < fields.size(); c++) {
      if (!batch.column(c).type().equals(fields.get(c).type())) {
        throw new IllegalArgumentException(batch.column(c).type() + " for " + fields.get(c));
      }
    }
  }

  private void take(Batch batch, int from, int to) {
    for (int c = 0; c < encoders.size(); c++) {
      encoders.get(c).append(batch.column(c), from, to);
      statistics.get(c).add(batch.column(c), from, to);
    }
    pendingRows += to - from;
    rows = Math.addExact(rows, to - from);
  }

  private void flush() {
    if (pendingRows == 0) {
      return;
    }
    BodyParts parts = new BodyParts();
    for (int c = 0; c < encoders.size(); c++) {
      long before = parts.bodyLength();
      encoders.get(c).collect(parts);
      columnBytes[c] += parts.bodyLength() - before;
    }
    long start = out.position();
    writeMessage(FileMessages.recordBatch(pendingRows, parts), BodyParts.ALIGNMENT);
    long body = out.position();
    for (ByteBuffer buffer : parts.buffers()) {
      out.write(buffer);
      out.align(BodyParts.ALIGNMENT);
    }
    blocks.add(new BlockPlace(start, (int) (body - start), out.position() - body));
    batchRows.add(pendingRows);
    encoders.forEach(ColumnEncoder::clear);
    pendingRows = 0;
    pendingBytes = 0;
  }

  /** Writes a message padded so that what follows starts at a multiple of {@code alignment}. */
  private void writeMessage(ByteBuffer message, int alignment) {
    long end = out.position() + 2L * Integer.BYTES + message.remaining();
    int padding = (int) (-end & (alignment - 1));
    out.write(
        ByteBuffer.allocate(2 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(-1)
            .putInt(message.remaining() + padding)
            .flip());
    out.write(message);
    out.align(alignment);
  }

  private Map<String, String> footerMetadata() {
    String bytes =
        Arrays.stream(columnBytes).mapToObj(Long::toString).collect(Collectors.joining(","));
    String counts = batchRows.stream().map(String::valueOf).collect(Collectors.joining(","));
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(FORMAT_KEY, Integer.toString(FORMAT));
    metadata.put(BATCH_ROWS_KEY, counts);
    metadata.put(COLUMN_BYTES_KEY, bytes);
    return metadata;
  }
}
