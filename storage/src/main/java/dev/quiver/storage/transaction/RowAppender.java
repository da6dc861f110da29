package dev.quiver.storage.transaction;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.fragment.FragmentWriter;
import dev.quiver.storage.fragment.RowCheck;
import dev.quiver.storage.key.AddedKeys;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.TablePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Streams batches into fragments, a new one whenever one is full. */
final class RowAppender implements TableAppender {
  private final DatabaseTransaction transaction;
  private final TableDraft.Identity table;
  private final RowCheck check;
  private final @Nullable AddedKeys keys;
  private final List<FragmentRecord> full = new ArrayList<>();
  private @Nullable FragmentWriter writer;
  private boolean closed;

  RowAppender(DatabaseTransaction transaction, TableDraft.Identity table) {
    this.transaction = transaction;
    this.table = table;
    this.check = new RowCheck(table.name(), table.schema());
    this.keys = table.schema().primaryKey().isEmpty() ? null : new AddedKeys(table.schema());
  }

  @Override
  public void append(Batch batch) {
    checkOpen();
    check.check(batch);
    if (keys != null) {
      Optional<String> twice = keys.add(batch);
      if (twice.isPresent()) {
        throw new QuiverException(ErrorCode.DUPLICATE_KEY, twice.get(), table.name());
      }
    }
    try {
      write(batch);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void write(Batch batch) {
    for (int from = 0; from < batch.size(); ) {
      FragmentWriter current = writer();
      int count = Math.min(batch.size() - from, current.room());
      current.append(count == batch.size() ? batch : slice(batch, from, count));
      from += count;
      if (current.room() == 0) {
        full.add(current.finish());
        writer = null;
      }
    }
  }

  private FragmentWriter writer() {
    FragmentWriter current = writer;
    if (current == null) {
      current =
          new FragmentWriter(
              transaction.database().store(),
              new TablePaths(table.id()),
              table.schema(),
              transaction.database().uuids());
      writer = current;
    }
    return current;
  }

  private static Batch slice(Batch batch, int from, int count) {
    return batch.select(IntStream.range(from, from + count).toArray(), count);
  }

  @Override
  public void finish() {
    checkOpen();
    try {
      FragmentWriter current = writer;
      if (current != null) {
        full.add(current.finish());
        writer = null;
      }
      if (!full.isEmpty()) {
        transaction.take(table, full);
        full.clear();
      }
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try (FragmentWriter unfinished = writer) {
        writer = null;
      } finally {
        transaction.discard(table, full);
      }
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new QuiverException(ErrorCode.CLOSED, "appender of table " + table.name());
    }
  }
}
