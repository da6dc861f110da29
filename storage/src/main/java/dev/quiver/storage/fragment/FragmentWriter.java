package dev.quiver.storage.fragment;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.arrow.ColumnFileSummary;
import dev.quiver.storage.arrow.ColumnFileWriter;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.manifest.DataFile;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.KeyFileEntry;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes one fragment: vectors in a file of their own, BLOBs in a file of their own, the other
 * columns together, or all in one file ({@link FragmentShape}). For one thread; {@link #close}
 * without {@link #finish} leaves nothing behind.
 */
public final class FragmentWriter implements AutoCloseable {
  /** Beyond this many bytes a fragment takes no more batches. */
  private static final long FULL_BYTES = 8L << 30;

  private final FileStore store;
  private final Schema schema;
  private final UUID id;
  private final List<Part> parts = new ArrayList<>();
  private final FragmentKeys keys;
  private final FragmentShape shape;
  private int rows;
  private boolean complete;

  public FragmentWriter(
      FileStore store, TablePaths paths, Schema schema, Supplier<UUID> uuids, FragmentShape shape) {
    this.store = store;
    this.schema = schema;
    this.id = uuids.get();
    this.shape = shape;
    this.keys = new FragmentKeys(store, paths, schema, uuids);
    try {
      for (Kind kind : Kind.values()) {
        int[] columns = columnsOf(kind);
        if (columns.length > 0) {
          parts.add(new Part(uuids.get(), paths, columns));
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Which columns share a file. */
  private enum Kind {
    SCALAR,
    VECTOR,
    BLOB;

    static Kind of(DataType type) {
      if (type instanceof VectorType) {
        return VECTOR;
      }
      return type == SimpleType.BLOB ? BLOB : SCALAR;
    }
  }

  private int[] columnsOf(Kind kind) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      if (kindOf(schema.fields().get(i).type()) == kind) {
        columns.add(i);
      }
    }
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  private Kind kindOf(DataType type) {
    return shape.oneFile() ? Kind.SCALAR : Kind.of(type);
  }

  public int rows() {
    return rows;
  }

  /** How many more rows this fragment takes. */
  public int room() {
    long bytes = parts.stream().mapToLong(p -> p.writer.bytes()).sum();
    return bytes > FULL_BYTES ? 0 : Fragment.MAX_ROWS - rows;
  }

  /** Adds rows in the schema's order of columns, at most {@link #room}. */
  public void append(Batch batch) {
    for (Part part : parts) {
      part.writer.append(new ColumnsOf(batch, part.columns));
    }
    keys.add(batch);
    rows += batch.size();
  }

  /** Completes and forces the files; their directory is the caller's to force. */
  public FragmentRecord finish() {
    List<DataFile> files = new ArrayList<>();
    Map<Integer, ColumnStatistics> statistics = new HashMap<>();
    for (Part part : parts) {
      files.add(part.finish(statistics));
    }
    List<KeyFileEntry> keyFiles = rows < shape.keyFileRows() ? List.of() : keys.write(rows);
    FragmentRecord record = FragmentRecord.of(id, rows, files, keyFiles, statistics);
    complete = true;
    return record;
  }

  @Override
  public void close() {
    if (!complete) {
      complete = true;
      try {
        keys.discard();
      } finally {
        discard(0);
      }
    }
  }

  /** Throws away the part and all behind it, whichever of them fails. */
  private void discard(int index) {
    if (index < parts.size()) {
      try {
        parts.get(index).discard();
      } finally {
        discard(index + 1);
      }
    }
  }

  private final class Part {
    private final UUID fileId;
    private final int[] columns;
    private final List<Field> fields = new ArrayList<>();
    private final FileSink sink;
    private final ColumnFileWriter writer;
    private final String path;
    private boolean finished;

    Part(UUID fileId, TablePaths paths, int[] columns) {
      this.fileId = fileId;
      this.columns = columns;
      for (int column : columns) {
        fields.add(schema.fields().get(column));
      }
      this.path = paths.data(fileId);
      this.sink = store.create(path);
      this.writer = new ColumnFileWriter(sink, store.name() + "/" + path, fields);
    }

    DataFile finish(Map<Integer, ColumnStatistics> statistics) {
      ColumnFileSummary summary = writer.finish();
      sink.finish();
      finished = true;
      for (int i = 0; i < fields.size(); i++) {
        statistics.put(fields.get(i).id(), summary.statistics().get(i));
      }
      return new DataFile(
          fileId, summary.length(), summary.checksum(), fields.stream().map(Field::id).toList());
    }

    void discard() {
      sink.close();
      if (finished) {
        store.delete(path);
      }
    }
  }

  /** Some columns of a batch. */
  private record ColumnsOf(Batch batch, int[] columns) implements Batch {
    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public int columnCount() {
      return columns.length;
    }

    @Override
    public Column column(int index) {
      return batch.column(columns[index]);
    }

    @Override
    public Batch select(int[] picked, int count) {
      return new ColumnsOf(batch.select(picked, count), columns);
    }
  }
}
