package dev.quiver.storage.crash;

import static dev.quiver.storage.Rows.NOTES;
import static dev.quiver.storage.Rows.NOTES_SCHEMA;
import static dev.quiver.storage.Rows.appendNotes;

import dev.quiver.storage.Database;
import dev.quiver.storage.TableName;
import dev.quiver.storage.file.DiskOperation.What;
import dev.quiver.storage.file.SimulatedProcess.Conditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two processes, each a thread, of which one at a time does one operation, drawn at random. */
final class Race {
  private final Script script;
  private final Conditions others;
  private final Random random;
  private final int patience;
  private final boolean[] running = {true, true};
  private int turn;

  /**
   * @param patience operations that one does on average before the other has its turn
   */
  Race(Script script, Random random, int patience) {
    this.script = script;
    this.patience = patience;
    this.others = script.conditions();
    this.random = random;
  }

  /** One of the two: waits for its turn before each operation. */
  private final class Racer implements Around {
    private final int me;

    Racer(int me) {
      this.me = me;
    }

    @Override
    public Conditions others() {
      return others;
    }

    @Override
    public void before(String operation, String path) throws IOException {
      awaitTurn(me);
      others.before(operation, path);
    }
  }

  private synchronized void awaitTurn(int me) {
    turn = random.nextInt(patience) == 0 && running[1 - me] ? 1 - me : me;
    notifyAll();
    while (turn != me) {
      pause();
    }
  }

  private synchronized void begin(int me) {
    while (turn != me) {
      pause();
    }
  }

  private synchronized void end(int me) {
    running[me] = false;
    turn = 1 - me;
    notifyAll();
  }

  private void pause() {
    try {
      wait();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Each commits two rows. */
  void run(long firstId) {
    race(
        me -> {
          Database database =
              Script.open(script.disk(), new Racer(me), Script.uuids(1_000 + firstId + me));
          Workload.append(script, database, firstId + 2 * me);
          Workload.append(script, database, firstId + 2 * me + 1);
        });
  }

  /** Each makes the database if it is first, and a table of its own. */
  void runFromNothing() {
    race(
        me -> {
          Database database = Script.open(script.disk(), new Racer(me), Script.uuids(2_000 + me));
          script.disk().tell(What.OPENED, 0);
          TableName table = me == 0 ? NOTES : TableName.of("other");
          script.commit(
              database,
              t -> {
                t.createTable(table, NOTES_SCHEMA);
                if (me == 0) {
                  appendNotes(t, "first");
                }
              },
              (contents, number) -> {
                contents.create(table);
                if (me == 0) {
                  contents.addNotes("first");
                }
              });
        });
  }

  private interface Work {
    void of(int me);
  }

  private void race(Work work) {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Void>> racers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int me = i;
        racers.add(
            () -> {
              begin(me);
              try {
                work.of(me);
              } finally {
                end(me);
              }
              return null;
            });
      }
      for (Future<Void> racer : threads.invokeAll(racers)) {
        racer.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdown();
    }
  }
}
