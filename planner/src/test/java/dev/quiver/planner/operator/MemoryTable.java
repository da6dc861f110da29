package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Comparisons;
import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.LoadingBatch;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A table of storage's interfaces in plain lists, that counts what is loaded. */
final class MemoryTable implements StoredTable, TableVersion {
  private static final int BATCH = 7;

  private final TableName name;
  private final Schema schema;
  private final List<Fragment> fragments = new ArrayList<>();
  private final UUID id = UUID.randomUUID();
  int valuesLoaded;
  Runnable onRead = () -> {};

  MemoryTable(String name, Schema schema) {
    this.name = TableName.of(name);
    this.schema = schema;
  }

  /** Adds a fragment; rows whose number is in {@code deleted} are. */
  MemoryTable fragment(List<Object[]> rows, Set<Integer> deleted) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < schema.fields().size(); i++) {
      ColumnBuilder builder = ColumnBuilder.of(schema.fields().get(i).type());
      for (Object[] row : rows) {
        builder.append(row[i]);
      }
      columns.add(builder.build());
    }
    fragments.add(new MemoryFragment(columns, rows.size(), deleted));
    return this;
  }

  MemoryTable columns(List<Column> columns) {
    fragments.add(new MemoryFragment(columns, columns.get(0).size(), Set.of()));
    return this;
  }

  @Override
  public TableName name() {
    return name;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public TableVersion at(Snapshot snapshot) {
    return this;
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public long version() {
    return 1;
  }

  @Override
  public long rowCount() {
    return fragments.stream().mapToLong(Fragment::liveRows).sum();
  }

  @Override
  public List<Fragment> fragments() {
    return fragments;
  }

  @Override
  public List<VersionRecord> history() {
    return List.of();
  }

  private final class MemoryFragment implements Fragment {
    private final List<Column> columns;
    private final int rows;
    private final Set<Integer> deleted;
    private final Map<Integer, Optional<ColumnStatistics>> statistics = new ConcurrentHashMap<>();

    MemoryFragment(List<Column> columns, int rows, Set<Integer> deleted) {
      this.columns = columns;
      this.rows = rows;
      this.deleted = deleted;
    }

    @Override
    public UUID id() {
      return UUID.randomUUID();
    }

    @Override
    public int physicalRows() {
      return rows;
    }

    @Override
    public int liveRows() {
      return rows - deleted.size();
    }

    @Override
    public Optional<ColumnStatistics> statistics(int fieldId) {
      return statistics.computeIfAbsent(fieldId, this::compute);
    }

    private Optional<ColumnStatistics> compute(int fieldId) {
      int index =
          IntStream.range(0, columns.size())
              .filter(i -> schema.fields().get(i).id() == fieldId)
              .findFirst()
              .orElseThrow();
      DataType type = schema.fields().get(index).type();
      if (type instanceof VectorType) {
        return Optional.empty();
      }
      List<Object> values = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        if (columns.get(index).value(row) != null) {
          values.add(columns.get(index).value(row));
        }
      }
      Object min = values.stream().min(Comparisons::compare).orElse(null);
      Object max = values.stream().max(Comparisons::compare).orElse(null);
      return Optional.of(new ColumnStatistics(min, max, rows - values.size()));
    }

    @Override
    public long bytes() {
      return rows;
    }

    @Override
    public FragmentReader open(int[] fieldIds) {
      List<Column> opened = new ArrayList<>();
      for (int fieldId : fieldIds) {
        for (int i = 0; i < columns.size(); i++) {
          if (schema.fields().get(i).id() == fieldId) {
            opened.add(columns.get(i));
          }
        }
      }
      return new MemoryReader(opened, this);
    }
  }

  private final class MemoryReader implements FragmentReader {
    private final List<Column> columns;
    private final MemoryFragment fragment;

    MemoryReader(List<Column> columns, MemoryFragment fragment) {
      this.columns = columns;
      this.fragment = fragment;
    }

    @Override
    public int physicalRows() {
      return fragment.rows;
    }

    @Override
    public int liveRows(int from, int to, int[] out) {
      int count = 0;
      for (int row = from; row < to; row++) {
        if (!fragment.deleted.contains(row)) {
          out[count++] = row;
        }
      }
      return count;
    }

    @Override
    public int batchEnd(int from) {
      int size = fragment.rows > 10_000 ? Batch.TARGET_ROWS : BATCH;
      return Math.min(fragment.rows, from + size);
    }

    @Override
    public Batch read(int from, int to) {
      onRead.run();
      return new LoadingBatch(
          new LoadingBatch.Source() {
            @Override
            public int columnCount() {
              return columns.size();
            }

            @Override
            public Column load(int column) {
              int[] all = IntStream.range(0, to - from).toArray();
              return load(column, all, all.length);
            }

            @Override
            public Column load(int column, int[] rows, int count) {
              valuesLoaded += count;
              int[] shifted = IntStream.range(0, count).map(i -> rows[i] + from).toArray();
              return columns.get(column).gather(shifted, count);
            }
          },
          to - from);
    }

    @Override
    public boolean[] readVectors(int column, int from, int to, float[] out) {
      return gatherVectors(column, IntStream.range(from, to).toArray(), to - from, out);
    }

    @Override
    public boolean[] gatherVectors(int column, int[] rows, int count, float[] out) {
      onRead.run();
      VectorColumn picked = (VectorColumn) columns.get(column).gather(rows, count);
      System.arraycopy(picked.values(), 0, out, 0, count * picked.stride());
      return picked.nulls();
    }

    @Override
    public boolean[] gatherBits(int column, int[] rows, int count, byte[] out) {
      onRead.run();
      BitVectorColumn picked = (BitVectorColumn) columns.get(column).gather(rows, count);
      System.arraycopy(picked.values(), 0, out, 0, count * picked.stride());
      return picked.nulls();
    }

    @Override
    public void close() {}
  }
}
