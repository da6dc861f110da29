package dev.quiver.storage.arrow;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.arrow.ForeignLayout.Part;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.ListColumn;
import dev.quiver.storage.column.LoadingBatch;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.column.Utf8;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads an Arrow IPC file or stream that any library wrote, from front to back.
 *
 * <p>Nothing in it is trusted: what is malformed is a CORRUPT_FILE error, what we have no type for,
 * or is compressed, or is no UTF-8, a FILE_FORMAT error that names the column. Whole numbers
 * without sign become the next larger type, times and timestamps microseconds, Decimal at most 38
 * digits. There are no checksums to verify. For one thread.
 */
public final class ArrowImport {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final ByteSource source;
  private final ForeignLayout layout;
  private final List<Field> fields = new ArrayList<>();
  private final Map<Long, Column> dictionaries = new HashMap<>();
  private @Nullable RecordBody body;
  private int nextPart;
  private int nextRow;
  private long rowsRead;

  private ArrowImport(ByteSource source, ForeignLayout layout) {
    this.source = source;
    this.layout = layout;
    for (ArrowField field : layout.fields()) {
      fields.add(new Field(fields.size(), field.name(), field.type(), field.nullable()));
    }
  }

  public static ArrowImport open(ByteSource source) {
    return Malformed.guard(
        source.name(),
        () -> {
          ArrowImport opened = new ArrowImport(source, ForeignLayout.of(source));
          opened.readDictionaries();
          return opened;
        });
  }

  /** The columns, with their position as id. */
  public List<Field> fields() {
    return List.copyOf(fields);
  }

  /** About how many bytes of the file were read so far. */
  public long bytesRead() {
    return nextPart == 0 ? 0 : layout.batches().get(nextPart - 1).body();
  }

  /**
   * The next rows, at least one and at most {@link Batch#TARGET_ROWS}, each column loaded when it
   * is asked for; null at the end.
   */
  public @Nullable Batch next() {
    while (body == null || nextRow == body.rows()) {
      if (nextPart == layout.batches().size()) {
        return null;
      }
      Part part = layout.batches().get(nextPart++);
      body = Malformed.guard(source.name(), () -> body(part));
      nextRow = 0;
    }
    int from = nextRow;
    nextRow = Math.min(body.rows(), from + Batch.TARGET_ROWS);
    long before = rowsRead;
    rowsRead += nextRow - from;
    return new LoadingBatch(new Rows(body, from, nextRow, before), nextRow - from);
  }

  private RecordBody body(Part part) {
    RecordBatch batch = new RecordBatch();
    Malformed.check(
        part.message().headerType() == MessageHeader.RecordBatch
            && part.message().header(batch) != null,
        source.name(),
        "a record batch was expected");
    return RecordBody.of(source, layout.fields(), batch, part.body(), part.bodyLength());
  }

  private void readDictionaries() {
    Map<Long, ArrowField> wanted = new HashMap<>();
    for (ArrowField field : layout.fields()) {
      if (field.dictionary() != null) {
        wanted.put(field.dictionary().id(), field.dictionary().values());
      }
    }
    for (Part part : layout.dictionaries()) {
      DictionaryBatch batch = new DictionaryBatch();
      Malformed.check(
          part.message().headerType() == MessageHeader.DictionaryBatch
              && part.message().header(batch) != null
              && batch.data() != null,
          source.name(),
          "a dictionary was expected");
      ArrowField values = wanted.get(batch.id());
      if (values != null) {
        addDictionary(batch, values, part);
      }
    }
    wanted.forEach(
        (id, field) ->
            Malformed.check(
                dictionaries.containsKey(id),
                source.name(),
                "the dictionary of column " + field.name() + " is missing"));
  }

  private void addDictionary(DictionaryBatch batch, ArrowField values, Part part) {
    if (batch.isDelta() || dictionaries.containsKey(batch.id())) {
      throw new QuiverException(
          ErrorCode.FILE_FORMAT,
          source.name(),
          "column " + values.name() + ": a dictionary that changes is not supported");
    }
    RecordBody data =
        RecordBody.of(source, List.of(values), batch.data(), part.body(), part.bodyLength());
    Column column = checked(values, decode(values, data, 0, data.rows()), "dictionary entry", 0);
    ColumnBuilder withNull = ColumnBuilder.of(values.type());
    for (int i = 0; i < column.size(); i++) {
      withNull.append(column.value(i));
    }
    withNull.appendNull(); // what a NULL index picks
    dictionaries.put(batch.id(), withNull.build());
  }

  private static Column decode(ArrowField field, RecordBody body, int from, int to) {
    ColumnDecoder decoder = ColumnDecoder.of(field, to - from);
    decoder.append(body, from, to);
    return decoder.finish();
  }

  /** Refuses texts that are not UTF-8, which would be read as other texts, and times of no day. */
  private Column checked(ArrowField field, Column column, String unit, long before) {
    int row = malformedRow(column);
    if (row >= 0) {
      String reason = isTime(column) ? "no time of a day" : "not UTF-8";
      throw new QuiverException(
          ErrorCode.FILE_FORMAT,
          source.name(),
          "column " + field.name() + ", " + unit + " " + (before + row + 1) + ": " + reason);
    }
    return column;
  }

  private static boolean isTime(Column column) {
    return column instanceof ListColumn list
        ? isTime(list.elements())
        : column.type() instanceof TimeType;
  }

  private static int firstOfNoDay(LongColumn times) {
    for (int row = 0; row < times.size(); row++) {
      long micros = times.values()[row];
      if ((micros < 0 || micros >= MICROS_PER_DAY) && !times.isNull(row)) {
        return row;
      }
    }
    return -1;
  }

  private static int malformedRow(Column column) {
    if (column instanceof ListColumn list) {
      int element = malformedRow(list.elements());
      int row = element < 0 ? -1 : 0;
      while (element >= 0 && list.offsets()[row + 1] <= element) {
        row++;
      }
      return row;
    }
    if (isTime(column)) {
      return firstOfNoDay((LongColumn) column);
    }
    boolean isText = column.type() == SimpleType.VARCHAR || column.type() == SimpleType.JSON;
    return isText ? Utf8.firstMalformed((BytesColumn) column) : -1;
  }

  private Column decodeIndexes(
      ArrowField field, ArrowField.Dictionary dictionary, RecordBody body, int from, int to) {
    ArrowField indexField =
        new ArrowField(
            -1,
            field.name(),
            SimpleType.BIGINT,
            true,
            field.storage(),
            field.node(),
            field.buffer(),
            List.of(),
            null);
    LongColumn indexes = (LongColumn) decode(indexField, body, from, to);
    Column values = dictionaries.get(dictionary.id());
    if (values == null) {
      throw new IllegalStateException("dictionary " + dictionary.id());
    }
    int nullRow = values.size() - 1;
    int[] rows = new int[indexes.size()];
    for (int i = 0; i < rows.length; i++) {
      long index = indexes.isNull(i) ? nullRow : indexes.values()[i];
      if (index < 0 || index > nullRow || (index == nullRow && !indexes.isNull(i))) {
        throw Malformed.file(
            source.name(),
            "column " + field.name() + " points to value " + index + " of " + nullRow);
      }
      rows[i] = (int) index;
    }
    return values.gather(rows, rows.length);
  }

  /** Rows {@code [from, to)} of a record batch. */
  private final class Rows implements LoadingBatch.Source {
    private final RecordBody rows;
    private final int from;
    private final int to;
    private final long before;

    Rows(RecordBody rows, int from, int to, long before) {
      this.before = before;
      this.rows = rows;
      this.from = from;
      this.to = to;
    }

    @Override
    public int columnCount() {
      return fields.size();
    }

    @Override
    public Column load(int column) {
      ArrowField field = layout.fields().get(column);
      ArrowField.Dictionary dictionary = field.dictionary();
      return Malformed.guard(
          source.name(),
          () ->
              dictionary == null
                  ? checked(field, decode(field, rows, from, to), "row", before)
                  : decodeIndexes(field, dictionary, rows, from, to));
    }

    @Override
    public Column load(int column, int[] picked, int count) {
      return load(column).gather(picked, count);
    }
  }
}
