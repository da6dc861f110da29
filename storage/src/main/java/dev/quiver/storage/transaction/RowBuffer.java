package dev.quiver.storage.transaction;

import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.HeapShare;
import dev.quiver.storage.fragment.FragmentShape;
import dev.quiver.storage.fragment.HeapRows;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The rows of one table that a transaction keeps in memory, so that many small statements become
 * one fragment.
 *
 * <p>Each statement's rows are a fragment in memory; of two neighbours the smaller is never much
 * the older, because fragments of like size are joined. So there are few, however many statements
 * there were, and no row is copied often.
 */
record RowBuffer(TableDraft draft) {
  /** A statement with more than this writes its rows to files by itself. */
  static final long STATEMENT_BYTES = HeapShare.bytes(4 << 20);

  /** A transaction with more than this writes what it has to files. */
  static final long TRANSACTION_BYTES = HeapShare.bytes(32 << 20);

  static RowBuffer of(TableDraft draft) {
    return new RowBuffer(draft);
  }

  /** The draft with the rows of one more statement. */
  TableDraft add(HeapRows rows, Supplier<UUID> uuids) {
    List<HeapRows> all = new ArrayList<>(draft.buffered());
    HeapRows last = rows;
    while (!all.isEmpty() && joins(all.get(all.size() - 1), last)) {
      HeapRows before = all.remove(all.size() - 1);
      DenseBatch live = before.live(deletesOf(before));
      if (live.size() > 0) {
        DenseBatch both = HeapRows.joined(List.of(live, last.live(null)));
        last = new HeapRows(uuids.get(), draft.schema(), both);
      }
    }
    all.add(last);
    return draft.withBuffered(all);
  }

  private static boolean joins(HeapRows before, HeapRows after) {
    return before.size() <= after.size() && before.bytes() + after.bytes() <= STATEMENT_BYTES;
  }

  private @Nullable RoaringBitmap deletesOf(HeapRows rows) {
    return draft.deletes().get(rows.id());
  }

  /** Writes the live rows to files; none if there is no row. */
  List<FragmentRecord> write(OpenDatabase database) {
    boolean small = draft.bufferedBytes() <= FragmentShape.SMALL_BYTES;
    try (FragmentStream stream = new FragmentStream(database, draft.identity(), small)) {
      draft.buffered().forEach(rows -> stream.write(rows.live(deletesOf(rows))));
      return stream.finish();
    }
  }
}
