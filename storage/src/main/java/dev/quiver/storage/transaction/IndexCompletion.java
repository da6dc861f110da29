package dev.quiver.storage.transaction;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Progress;
import dev.quiver.storage.TableName;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.snapshot.CommittedSnapshot;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.util.Optional;
import java.util.UUID;

/**
 * Completes the indexes of tables as they are now: fragments without lists get some, and an index
 * that its table has outgrown is trained anew. Makes no version of a table. Safe for any number of
 * threads.
 */
public final class IndexCompletion {
  private static final String OPERATION = "INDEX";

  /** How often it is begun anew after others changed the table's columns or dropped it. */
  private static final int MAX_ATTEMPTS = 5;

  private final OpenDatabase database;
  private final int leastRows;

  /**
   * @param leastRows fragments of fewer rows are left as they are, and so are tables
   */
  public IndexCompletion(OpenDatabase database, int leastRows) {
    this.database = database;
    this.leastRows = leastRows;
  }

  /** Whether there was something to do, and it was done. */
  public boolean run(UUID table, Progress progress) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      CommittedSnapshot now = new CommittedSnapshot(database, database.log().latest());
      Optional<TableName> name = now.commit().tableById(table).map(TableEntry::name);
      if (name.isEmpty()
          || now.committed(name.get()).orElseThrow().manifest().indexes().isEmpty()) {
        return false;
      }
      try (DatabaseTransaction transaction = new DatabaseTransaction(database, now)) {
        if (!transaction.completeIndexes(name.get(), leastRows, progress)) {
          return false;
        }
        transaction.commit(OPERATION, progress);
        return true;
      } catch (QuiverException e) {
        if (e.code() != ErrorCode.WRITE_CONFLICT) {
          throw e;
        }
      }
    }
    return false;
  }
}
