package dev.quiver.storage.kill;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Rows;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import java.nio.file.Path;

/**
 * A process that commits one row after another, says so on standard output, and never ends by
 * itself: {@code CommitHammer DIRECTORY NAME [faulty]}.
 *
 * <p>Row {@code i} is {@code NAME-i}; the line {@code NAME-i} is printed once it is committed.
 */
public final class CommitHammer {
  static final TableName TABLE = Rows.NOTES;

  private CommitHammer() {}

  public static void main(String[] args) {
    Path directory = Path.of(args[0]);
    FileStore local = new LocalFileStore(directory);
    FileStore store = args.length > 2 ? new LosingStore(local, directory) : local;
    Database database = Database.open(store, OpenOptions.DEFAULT);
    for (int i = 0; ; i++) {
      String row = args[1] + "-" + i;
      try (Transaction transaction = database.begin()) {
        Rows.appendNotes(transaction, row);
        transaction.commit("INSERT");
      }
      System.out.println(row);
      System.out.flush();
    }
  }
}
