package dev.quiver.storage.transaction;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.TableAppender;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.HeapBytes;
import dev.quiver.storage.fragment.HeapRows;
import dev.quiver.storage.fragment.RowCheck;
import dev.quiver.storage.key.AddedKeys;
import dev.quiver.storage.key.SharedKey;
import dev.quiver.storage.manifest.FragmentRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the batches of a small statement in memory, for the transaction to write with others';
 * streams those of a large one into files.
 */
final class RowAppender implements TableAppender {
  private final DatabaseTransaction transaction;
  private final TableDraft.Identity table;
  private final RowCheck check;
  private final @Nullable AddedKeys keys;
  private final List<DenseBatch> small = new ArrayList<>();
  private final FragmentStream stream;
  private long smallBytes;
  private boolean closed;

  RowAppender(DatabaseTransaction transaction, TableDraft.Identity table) {
    this.transaction = transaction;
    this.table = table;
    this.check = new RowCheck(table.name(), table.schema());
    this.keys = table.schema().keys().isEmpty() ? null : new AddedKeys(table.schema());
    this.stream = new FragmentStream(transaction.database(), table, false);
  }

  @Override
  public void append(Batch batch) {
    checkOpen();
    check.check(batch);
    if (keys != null) {
      Optional<SharedKey> twice = keys.add(batch);
      if (twice.isPresent()) {
        throw twice.get().in(table.name(), table.schema());
      }
    }
    try {
      if (stream.isEmpty()) {
        keep(batch);
      } else {
        stream.write(batch);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void keep(Batch batch) {
    if (batch.size() == 0) {
      return;
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < batch.columnCount(); i++) {
      columns.add(batch.column(i));
    }
    DenseBatch dense = new DenseBatch(batch.size(), columns);
    small.add(dense);
    smallBytes += HeapBytes.of(dense);
    if (smallBytes > RowBuffer.STATEMENT_BYTES) {
      small.forEach(stream::write);
      small.clear();
    }
  }

  @Override
  public void finish() {
    checkOpen();
    try {
      if (!small.isEmpty()) {
        transaction.take(table, HeapRows.joined(small));
      } else if (!stream.isEmpty()) {
        transaction.take(table, written());
      }
    } finally {
      close();
    }
  }

  private List<FragmentRecord> written() {
    return stream.finish();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      small.clear();
      stream.close();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new QuiverException(ErrorCode.CLOSED, "appender of table " + table.name());
    }
  }
}
