package dev.quiver.parquet;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** Goes through one column of one row group, row by row. For one thread. */
final class ColumnCursor {
  private static final int MAX_LIST_LENGTH = 1 << 24;

  private final FileColumn column;
  private final ColumnPages pages;
  private final ColumnReader reader;
  private final LeafType.Decoder decoder;
  private final boolean floats;
  private final int leafLevel;
  private long valuesLeft;
  private float[] scratch = new float[16];

  /**
   * @param target the type that the values will be converted to
   */
  ColumnCursor(FileColumn column, ColumnPages pages, long rows, String createdBy, DataType target) {
    this.column = column;
    this.pages = pages;
    this.reader =
        new ColumnReadStoreImpl(
                new OneColumn(pages, rows),
                new IgnoredValues(column.schema()),
                column.schema(),
                createdBy)
            .getColumnReader(column.descriptor());
    this.decoder = column.leaf().forTarget(target).decoder();
    this.floats = target instanceof VectorType && isFloat(column.descriptor());
    this.leafLevel = column.descriptor().getMaxDefinitionLevel();
    this.valuesLeft = pages.getTotalValueCount();
  }

  private static boolean isFloat(ColumnDescriptor descriptor) {
    return descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FLOAT;
  }

  long position() {
    return pages.position();
  }

  /** Whether all values were read. */
  boolean isDone() {
    return valuesLeft == 0;
  }

  /**
   * The value of the next row: null, an object of the leaf, a List, or a float[] where a vector is
   * wanted.
   *
   * @throws RuntimeException of any kind if the file is damaged
   */
  @Nullable Object next() {
    if (valuesLeft == 0) {
      throw new IllegalStateException("it has fewer rows than its row group");
    }
    if (!column.list()) {
      Object value = isPresent() ? decoder.decode(reader) : null;
      consume();
      return value;
    }
    if (reader.getCurrentRepetitionLevel() != 0) {
      throw new IllegalStateException("a list begins in its middle");
    }
    int level = reader.getCurrentDefinitionLevel();
    if (level <= column.listLevel()) {
      consume();
      return level < column.listLevel() ? null : List.of();
    }
    return floats ? vector() : list();
  }

  private boolean isPresent() {
    return reader.getCurrentDefinitionLevel() == leafLevel;
  }

  private void consume() {
    reader.consume();
    valuesLeft--;
  }

  private boolean goesOn(int length) {
    if (length > MAX_LIST_LENGTH) {
      throw new IllegalStateException("a list of more than " + MAX_LIST_LENGTH + " elements");
    }
    return valuesLeft > 0 && reader.getCurrentRepetitionLevel() > 0;
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> values = new ArrayList<>();
    do {
      values.add(isPresent() ? decoder.decode(reader) : null);
      consume();
    } while (goesOn(values.size()));
    return Collections.unmodifiableList(values);
  }

  /** Floats without a box around each; a list if an element is NULL, so that this is found. */
  private Object vector() {
    int length = 0;
    boolean nulls = false;
    do {
      if (length == scratch.length) {
        scratch = Arrays.copyOf(scratch, length * 2);
      }
      nulls |= !isPresent();
      scratch[length++] = isPresent() ? reader.getFloat() : Float.NaN;
      consume();
    } while (goesOn(length));
    return nulls ? Arrays.asList(new Float[length]) : Arrays.copyOf(scratch, length);
  }

  /** A row group in which only this column is asked for. */
  private record OneColumn(PageReader pages, long rows) implements PageReadStore {
    @Override
    public PageReader getPageReader(ColumnDescriptor descriptor) {
      return pages;
    }

    @Override
    public long getRowCount() {
      return rows;
    }
  }
}
