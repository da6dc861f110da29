package dev.quiver.storage.compaction;

import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.Progress;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.fragment.FragmentShape;
import dev.quiver.storage.fragment.FragmentWriter;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.move.Moves;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import dev.quiver.storage.table.Field;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * One new fragment made of the live rows of others, in their order, and where they came from.
 * Streams batch by batch.
 */
record Merge(FragmentRecord fragment, Moves moves) {

  static Merge of(
      OpenDatabase database, CommittedTable table, List<FragmentEntry> sources, Progress progress) {
    TablePaths paths = new TablePaths(table.id());
    int[] fields = table.schema().fields().stream().mapToInt(Field::id).toArray();
    List<Moves.Source> moved = new ArrayList<>();
    try (FragmentWriter out =
        new FragmentWriter(
            database.store(),
            paths,
            table.schema(),
            database.uuids(),
            new FragmentShape(database.keyFileRows(), false))) {
      for (FragmentEntry entry : sources) {
        StoredFragment source = StoredFragment.of(database.files(), paths, entry);
        RoaringBitmap deleted = source.deletedRows();
        moved.add(
            new Moves.Source(
                source.id(),
                source.physicalRows(),
                out.rows(),
                deleted == null ? new RoaringBitmap() : deleted));
        copy(source.open(fields), out, progress);
      }
      return new Merge(out.finish(), new Moves(moved));
    }
  }

  private static void copy(FragmentReader source, FragmentWriter out, Progress progress) {
    try (source) {
      for (int from = 0; from < source.physicalRows(); ) {
        int to = source.batchEnd(from);
        int[] live = new int[to - from];
        int count = source.liveRows(from, to, live);
        if (count > 0) {
          Batch batch = source.read(from, to);
          out.append(count == to - from ? batch : batch.select(relative(live, count, from), count));
        }
        progress.advance(count);
        from = to;
      }
    }
  }

  private static int[] relative(int[] rows, int count, int from) {
    for (int i = 0; i < count; i++) {
      rows[i] -= from;
    }
    return rows;
  }
}
