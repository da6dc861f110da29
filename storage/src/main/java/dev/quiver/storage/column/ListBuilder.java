package dev.quiver.storage.column;

import dev.quiver.storage.type.ListType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects lists into one column of their elements. */
final class ListBuilder extends ColumnBuilder {
  private final ColumnBuilder elements;
  private int[] offsets = new int[17];
  private int count;

  ListBuilder(ListType type) {
    super(type);
    this.elements = ColumnBuilder.of(type.element());
  }

  @Override
  void add(Object value) {
    for (Object element : (List<?>) value) {
      elements.append(element);
    }
    endRow();
  }

  @Override
  void addEmpty() {
    endRow();
  }

  private void endRow() {
    if (count + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[++count] = elements.size();
  }

  @Override
  Column finish(int rows, boolean @Nullable [] markers) {
    int[] ends = Arrays.copyOf(offsets, rows + 1);
    count = 0;
    return new ListColumn((ListType) type, rows, ends, elements.build(), markers);
  }
}
