package dev.quiver.storage.fragment;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.lookup.KeyIndex;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * A fragment in memory, as the transaction that added its rows sees it.
 *
 * @param deletedRows not to be changed; null for none
 */
public record HeapFragment(HeapRows rows, @Nullable RoaringBitmap deletedRows)
    implements MaskedFragment {
  @Override
  public UUID id() {
    return rows.id();
  }

  @Override
  public int physicalRows() {
    return rows.size();
  }

  @Override
  public int liveRows() {
    return rows.size() - (deletedRows == null ? 0 : deletedRows.getCardinality());
  }

  @Override
  public Optional<ColumnStatistics> statistics(int fieldId) {
    return rows.statistics(fieldId);
  }

  @Override
  public long bytes() {
    return rows.bytes();
  }

  @Override
  public Optional<KeyIndex> keys(List<Integer> fieldIds) {
    return Optional.of(rows.keys(fieldIds));
  }

  @Override
  public FragmentReader open(int[] fieldIds) {
    Column[] columns = new Column[fieldIds.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = rows.column(fieldIds[i]);
    }
    return new HeapFragmentReader(rows.size(), columns, deletedRows);
  }
}
