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
    int count = to - from;
    int start;
    if (field.storage().kind() == Storage.Kind.FIXED_LIST) {
      int length = field.storage().width();
      start = Math.multiplyExact(from, length);
      for (int i = at; i < at + count; i++) {
        ends[i + 1] = Math.addExact(ends[i], length);
      }
    } else {
      int elements = body.length(field.child());
      start = (int) OffsetReader.read(body, field, from, to, ends, at, elements);
    }
    addRuns(body, start, at, count);
  }

  /** Notes which elements belong to the rows; those under a NULL row are left out. */
  private void addRuns(RecordBody body, int start, int at, int count) {
    int shift = start - ends[at];
    int runStart = start;
    int dropped = 0;
    for (int i = at; i < at + count; i++) {
      int rowStart = i == at ? start : ends[i] + dropped + shift;
      int rowEnd = ends[i + 1] + shift;
      if (isNull(i) && rowEnd > rowStart) {
        runs.add(new Run(body, runStart, rowStart));
        dropped += rowEnd - rowStart;
        runStart = rowEnd;
      }
      ends[i + 1] -= dropped;
    }
    runs.add(new Run(body, runStart, ends[at + count] + dropped + shift));
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
