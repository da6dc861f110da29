package dev.quiver.storage.column;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A batch that loads a column when it is first asked for, and of that only the rows still wanted.
 */
public final class LoadingBatch implements Batch {

  /** Loads rows of one column. */
  public interface Source {
    int columnCount();

    /** All {@code size} rows of the batch. */
    Column load(int column);

    /** The rows named by the first {@code count} entries of {@code rows}, in that order. */
    Column load(int column, int[] rows, int count);
  }

  private final Source source;
  private final int size;
  private final int @Nullable [] rows;
  private final @Nullable Column[] loaded;

  /** All rows of a source. */
  public LoadingBatch(Source source, int size) {
    this(source, size, null, new Column[source.columnCount()]);
  }

  private LoadingBatch(Source source, int size, int @Nullable [] rows, @Nullable Column[] loaded) {
    this.source = source;
    this.size = size;
    this.rows = rows;
    this.loaded = loaded;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int columnCount() {
    return loaded.length;
  }

  @Override
  public Column column(int index) {
    Column column = loaded[index];
    if (column == null) {
      column = rows == null ? source.load(index) : source.load(index, rows, size);
      loaded[index] = column;
    }
    return column;
  }

  @Override
  public Batch select(int[] picked, int count) {
    int[] sourceRows = Arrays.copyOf(picked, count);
    if (rows != null) {
      for (int i = 0; i < count; i++) {
        sourceRows[i] = rows[picked[i]];
      }
    }
    @Nullable Column[] kept = new Column[loaded.length];
    for (int c = 0; c < kept.length; c++) {
      Column column = loaded[c];
      kept[c] = column == null ? null : column.gather(picked, count);
    }
    return new LoadingBatch(source, count, sourceRows, kept);
  }
}
