package dev.quiver.storage.arrow;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.arrow.FileMessages.BlockPlace;
import dev.quiver.storage.file.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The tail of a column file, read and checked as {@link ColumnFileWriter} wrote it.
 *
 * @param firstRows the first row of each record batch, and the number of rows at the end
 */
record ColumnFileFooter(
    CheckedSource data,
    int checksum,
    List<ArrowField> fields,
    List<BlockPlace> batches,
    int[] firstRows,
    long[] columnBytes) {
  /** Length of the footer and magic, the last bytes of a file. */
  private static final int END_BYTES = 10;

  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

  /** One read of this size gets the whole tail of most files. */
  private static final int FIRST_READ_BYTES = 64 << 10;

  static ColumnFileFooter read(ByteSource source) {
    return Malformed.guard(source.name(), () -> readUnguarded(source));
  }

  private static ColumnFileFooter readUnguarded(ByteSource source) {
    String file = source.name();
    long length = source.length();
    Malformed.check(
        length > END_BYTES + ChecksumTable.TRAILER_BYTES, file, "only " + length + " bytes long");
    int guess = (int) Math.min(FIRST_READ_BYTES, length);
    ByteBuffer end = little(source.read(length - guess, guess));
    byte[] magic = new byte[MAGIC.length];
    end.get(guess - MAGIC.length, magic);
    Malformed.check(Arrays.equals(magic, MAGIC), file, "it does not end like an Arrow file");
    int footerBytes = end.getInt(guess - END_BYTES);
    long tableEnd = length - END_BYTES - footerBytes;
    Malformed.check(
        footerBytes > 0 && tableEnd >= ChecksumTable.TRAILER_BYTES, file, "wrong footer length");
    long trailer = tableEnd - ChecksumTable.TRAILER_BYTES;
    long checkedBytes =
        ChecksumTable.checkedBytes(source.read(trailer, ChecksumTable.TRAILER_BYTES), tableEnd);
    Malformed.check(checkedBytes >= 0, file, "it has no checksum table of ours");
    return readTail(source, checkedBytes, footerBytes);
  }

  private static ColumnFileFooter readTail(ByteSource source, long checkedBytes, int footerBytes) {
    String file = source.name();
    int tableBytes = Math.toIntExact(ChecksumTable.tableBytes(checkedBytes));
    ByteBuffer tail = source.read(checkedBytes, Math.toIntExact(source.length() - checkedBytes));
    int checksum = ChecksumTable.storedChecksum(tail, tableBytes);
    Malformed.check(
        ChecksumTable.computeChecksum(tail, tableBytes) == checksum,
        file,
        "wrong checksum of its footer");
    CheckedSource data =
        new CheckedSource(source, checkedBytes, ChecksumTable.decode(tail, checkedBytes));
    Footer footer = Footer.getRootAsFooter(little(tail.slice(tableBytes, footerBytes)));
    Map<String, String> metadata = metadata(footer);
    checkFormat(file, metadata);
    long[] batchRows = numbers(metadata.get(ColumnFileWriter.BATCH_ROWS_KEY));
    long[] columnBytes = numbers(metadata.get(ColumnFileWriter.COLUMN_BYTES_KEY));
    Malformed.check(footer.schema() != null, file, "its footer has no schema");
    List<ArrowField> fields = SchemaDecoder.decode(file, footer.schema());
    List<BlockPlace> batches = blocks(file, footer);
    Malformed.check(
        batches.size() == batchRows.length && fields.size() == columnBytes.length,
        file,
        "its footer contradicts itself");
    return new ColumnFileFooter(data, checksum, fields, batches, firstRows(batchRows), columnBytes);
  }

  private static void checkFormat(String file, Map<String, String> metadata) {
    String format = metadata.get(ColumnFileWriter.FORMAT_KEY);
    if (format == null) {
      throw Malformed.file(file, "its footer has no " + ColumnFileWriter.FORMAT_KEY);
    }
    if (Integer.parseInt(format) > ColumnFileWriter.FORMAT) {
      throw new QuiverException(ErrorCode.NEWER_FORMAT, file, format, ColumnFileWriter.FORMAT);
    }
  }

  private static List<BlockPlace> blocks(String file, Footer footer) {
    Malformed.check(footer.dictionariesLength() == 0, file, "it has dictionaries");
    List<BlockPlace> batches = new ArrayList<>();
    for (int i = 0; i < footer.recordBatchesLength(); i++) {
      Block block = footer.recordBatches(i);
      batches.add(new BlockPlace(block.offset(), block.metaDataLength(), block.bodyLength()));
    }
    return batches;
  }

  private static int[] firstRows(long[] batchRows) {
    int[] firstRows = new int[batchRows.length + 1];
    for (int i = 0; i < batchRows.length; i++) {
      firstRows[i + 1] = Math.addExact(firstRows[i], Math.toIntExact(batchRows[i]));
      if (batchRows[i] <= 0) {
        throw new IllegalArgumentException("a record batch of " + batchRows[i] + " rows");
      }
    }
    return firstRows;
  }

  private static Map<String, String> metadata(Footer footer) {
    Map<String, String> metadata = new HashMap<>();
    for (int i = 0; i < footer.customMetadataLength(); i++) {
      KeyValue pair = footer.customMetadata(i);
      if (pair.key() != null && pair.value() != null) {
        metadata.put(pair.key(), pair.value());
      }
    }
    return metadata;
  }

  private static long[] numbers(@Nullable String list) {
    return list == null || list.isEmpty()
        ? new long[0]
        : Arrays.stream(list.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static ByteBuffer little(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }
}
