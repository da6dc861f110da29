package dev.quiver.storage.crash;

import static dev.quiver.storage.Rows.NOTES;
import static dev.quiver.storage.Rows.NOTES_SCHEMA;
import static dev.quiver.storage.Rows.appendNotes;

import dev.quiver.storage.Database;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.SimulatedProcess.Conditions;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Lives of processes that end before one of their operations. What they wrote stays cached. */
final class Killed implements Around {
  private final Conditions others;
  private int left;

  private Killed(Conditions others, int left) {
    this.others = others;
    this.left = left;
  }

  /** What a killed process throws, and goes on throwing while its stack unwinds. */
  private static final class Kill extends Error {
    private static final long serialVersionUID = 1L;

    Kill() {
      super("killed", null, false, false);
    }
  }

  @Override
  public Conditions others() {
    return others;
  }

  @Override
  public void before(String operation, String path) throws IOException {
    if (left <= 0) {
      throw new Kill();
    }
    left--;
    others.before(operation, path);
  }

  /**
   * A process opens the database, makes sure of a table, and adds a row; it is killed before its
   * operation {@code operations + 1}, or at the end.
   */
  static void live(Script script, int operations) {
    long before = newest(script);
    String note = "life " + operations;
    BiConsumer<Contents, Long> change =
        (contents, number) -> {
          if (number == 1) {
            contents.create(NOTES);
          }
          contents.addNotes(note);
        };
    try {
      script.open(new Killed(script.conditions(), operations));
      script.commit(t -> work(script.database(), t, note), change);
    } catch (Kill kill) {
      long after = newest(script);
      if (after > before) {
        script.madeUnseen(after, change);
      }
    }
  }

  private static void work(Database database, Transaction t, String note) {
    if (database.latest().table(NOTES).isEmpty()) {
      t.createTable(NOTES, NOTES_SCHEMA);
    }
    appendNotes(t, note);
  }

  /** What a process that only looks sees. */
  private static long newest(Script script) {
    return script.newestByName();
  }
}
