package dev.quiver.storage.column;

import dev.quiver.storage.type.ListType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * T ARRAY: row {@code i} is {@code elements[offsets[i] .. offsets[i + 1])}.
 *
 * <p>{@code offsets} has at least {@code size + 1} entries and never decreases; a NULL row is
 * empty.
 */
public record ListColumn(
    ListType type, int size, int[] offsets, Column elements, boolean @Nullable [] nulls)
    implements Column {

  @Override
  public ListColumn gather(int[] rows, int count) {
    int[] ends = new int[count + 1];
    for (int i = 0; i < count; i++) {
      ends[i + 1] = Math.addExact(ends[i], offsets[rows[i] + 1] - offsets[rows[i]]);
    }
    int[] picked = new int[ends[count]];
    for (int i = 0; i < count; i++) {
      for (int j = ends[i]; j < ends[i + 1]; j++) {
        picked[j] = offsets[rows[i]] + j - ends[i];
      }
    }
    return new ListColumn(
        type,
        count,
        ends,
        elements.gather(picked, picked.length),
        Nulls.gather(nulls, rows, count));
  }

  @Override
  public @Nullable List<@Nullable Object> value(int row) {
    if (isNull(row)) {
      return null;
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (int j = offsets[row]; j < offsets[row + 1]; j++) {
      list.add(elements.value(j));
    }
    return Collections.unmodifiableList(list);
  }
}
