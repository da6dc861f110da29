package dev.quiver.storage.transaction;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.fragment.FragmentShape;
import dev.quiver.storage.fragment.FragmentWriter;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one table to files, a new fragment whenever one is full. For one thread; what
 * {@link #finish} did not hand out leaves nothing behind.
 */
final class FragmentStream implements AutoCloseable {
  private final OpenDatabase database;
  private final TableDraft.Identity table;
  private final boolean small;
  private final List<FragmentRecord> full = new ArrayList<>();
  private @Nullable FragmentWriter writer;

  /**
   * @param small whether all its rows take few bytes
   */
  FragmentStream(OpenDatabase database, TableDraft.Identity table, boolean small) {
    this.database = database;
    this.table = table;
    this.small = small;
  }

  /** Whether nothing was written. */
  boolean isEmpty() {
    return writer == null && full.isEmpty();
  }

  void write(Batch batch) {
    for (int from = 0; from < batch.size(); ) {
      FragmentWriter current = writer();
      int count = Math.min(batch.size() - from, Math.min(Batch.TARGET_ROWS, current.room()));
      current.append(count == batch.size() ? batch : slice(batch, from, count));
      from += count;
      if (current.room() == 0) {
        complete(current);
      }
    }
  }

  private FragmentWriter writer() {
    FragmentWriter current = writer;
    if (current == null) {
      current =
          new FragmentWriter(
              database.store(),
              new TablePaths(table.id()),
              table.schema(),
              database.uuids(),
              new FragmentShape(database.keyFileRows(), small));
      writer = current;
    }
    return current;
  }

  private void complete(FragmentWriter current) {
    full.add(current.finish());
    writer = null;
  }

  private static Batch slice(Batch batch, int from, int count) {
    return batch.select(IntStream.range(from, from + count).toArray(), count);
  }

  /** The fragments, complete; none if there was no row. They are the caller's from now on. */
  List<FragmentRecord> finish() {
    FragmentWriter current = writer;
    if (current != null) {
      complete(current);
    }
    List<FragmentRecord> done = List.copyOf(full);
    full.clear();
    return done;
  }

  @Override
  public void close() {
    try (FragmentWriter unfinished = writer) {
      writer = null;
    } finally {
      WrittenFiles unused = new WrittenFiles(database.store());
      unused.add(table.id(), full);
      unused.deleteAll();
      full.clear();
    }
  }
}
