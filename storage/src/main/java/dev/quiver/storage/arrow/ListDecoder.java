package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ListColumn;
import dev.quiver.storage.type.ListType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** T ARRAY from lists of any or of one length. */
final class ListDecoder extends ColumnDecoder {
  /** Elements {@code [from, to)} of a record batch. */
  private record Run(RecordBody body, int from, int to) {}

  private final int[] ends;
  private final List<Run> runs = new ArrayList<>();

  ListDecoder(ArrowField field, int capacity) {
    super(field, capacity);
    this.ends = new int[capacity + 1];
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    int elements = body.length(field.child());
    if (field.storage().kind() != Storage.Kind.FIXED_LIST) {
      int start = (int) OffsetReader.read(body, field, from, to, ends, at, elements);
      runs.add(new Run(body, start, start + ends[at + to - from] - ends[at]));
      return;
    }
    int length = field.storage().width();
    for (int i = from; i < to; i++) {
      ends[at + i - from + 1] = Math.addExact(ends[at + i - from], length);
    }
    runs.add(new Run(body, Math.multiplyExact(from, length), Math.multiplyExact(to, length)));
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    ColumnDecoder elements = ColumnDecoder.of(field.child(), ends[size]);
    for (Run run : runs) {
      elements.append(run.body(), run.from(), run.to());
    }
    return new ListColumn((ListType) field.type(), size, ends, elements.finish(), markers);
  }
}
