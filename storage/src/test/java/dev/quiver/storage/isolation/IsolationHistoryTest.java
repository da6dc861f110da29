package dev.quiver.storage.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.RowSet;
import dev.quiver.storage.Rows;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.isolation.History.Read;
import dev.quiver.storage.isolation.History.Txn;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sessions run random transactions over a table of registers, one row each; what they read and
 * wrote is then judged as a whole by {@link History}.
 *
 * <p>{@code -Dquiver.isolation.transactions=…} makes the runs longer.
 */
class IsolationHistoryTest {
  private static final int TRANSACTIONS = Integer.getInteger("quiver.isolation.transactions", 60);
  private static final int REGISTERS = 8;
  private static final TableName TABLE = TableName.of("registers");
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field(0, "register", SimpleType.BIGINT, false),
              new Field(1, "value", SimpleType.BIGINT, false)),
          List.of(0),
          2);

  private final AtomicLong values = new AtomicLong();
  private final MemoryFileStore store = new MemoryFileStore("memory");

  @ParameterizedTest
  @CsvSource({"2, 1", "4, 2", "8, 3", "16, 4"})
  void historiesAreSnapshotIsolated(int sessions, long seed) throws Exception {
    create();
    ExecutorService threads = Executors.newFixedThreadPool(sessions);
    List<Txn> history = new ArrayList<>();
    try {
      List<Callable<List<Txn>>> work = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        Random random = new Random(seed * 1_000 + i);
        work.add(() -> session(random));
      }
      for (Future<List<Txn>> session : threads.invokeAll(work)) {
        history.addAll(session.get());
      }
    } finally {
      threads.shutdown();
    }
    assertThat(new History(REGISTERS, history).anomalies()).isEmpty();
    assertThat(history.stream().filter(t -> t.commit() > 0).count()).isGreaterThan(TRANSACTIONS);
    Database database = Database.open(store, OpenOptions.DEFAULT);
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
  }

  private void create() {
    try (Database database = Database.open(store, OpenOptions.DEFAULT);
        Transaction t = database.begin()) {
      t.createTable(TABLE, SCHEMA);
      List<List<Object>> rows = new ArrayList<>();
      for (long i = 0; i < REGISTERS; i++) {
        rows.add(Arrays.asList(i, 0L));
      }
      Rows.append(t, TABLE, Rows.batch(SCHEMA, rows));
      t.commit("CREATE TABLE");
    }
  }

  private List<Txn> session(Random random) {
    List<Txn> done = new ArrayList<>();
    Database database = Database.open(store, OpenOptions.DEFAULT);
    for (int i = 0; i < TRANSACTIONS; i++) {
      done.add(transaction(database, random));
    }
    return done;
  }

  private Txn transaction(Database database, Random random) {
    Snapshot pinned = database.latest();
    List<Read> reads = new ArrayList<>();
    Map<Long, Long> writes = new HashMap<>();
    long commit = -1;
    try (Transaction t = database.begin(pinned)) {
      int steps = 1 + random.nextInt(4);
      for (int step = 0; step < steps; step++) {
        long register = random.nextInt(REGISTERS);
        Map<Long, Long> seen = read(t.view());
        reads.add(new Read(register, seen.get(register), writes.get(register)));
        if (random.nextInt(3) > 0) {
          long value = values.incrementAndGet();
          write(t, register, value);
          writes.put(register, value);
        }
      }
      if (random.nextInt(8) > 0) {
        commit = t.commit("UPDATE").number();
      }
    } catch (QuiverException e) {
      assertThat(e.code()).isIn(ErrorCode.WRITE_CONFLICT, ErrorCode.DUPLICATE_KEY);
    }
    return new Txn(pinned.number(), writes.isEmpty() ? -1 : commit, reads, writes);
  }

  private static Map<Long, Long> read(Snapshot view) {
    Map<Long, Long> seen = new HashMap<>();
    for (List<Object> row : Rows.read(view.table(TABLE).orElseThrow())) {
      assertThat(seen.put((Long) row.get(0), (Long) row.get(1))).as("a register twice").isNull();
    }
    return seen;
  }

  private static void write(Transaction t, long register, long value) {
    RowSet rows = Rows.rowsOf(t.view().table(TABLE).orElseThrow(), register);
    t.delete(TABLE, rows);
    Rows.append(t, TABLE, Rows.batch(SCHEMA, List.of(Arrays.asList(register, value))));
  }

  private static Txn txn(long snapshot, long commit, List<Read> reads, Map<Long, Long> writes) {
    return new Txn(snapshot, commit, reads, writes);
  }

  @Test
  void plantedAnomaliesAreNamed() {
    Txn first = txn(1, 2, List.of(), Map.of(0L, 10L));
    assertThat(new History(2, List.of(first, txn(1, 3, List.of(), Map.of(0L, 11L)))).anomalies())
        .singleElement()
        .asString()
        .contains("lost update");
    Txn aborted = txn(1, -1, List.of(), Map.of(0L, 99L));
    assertThat(
            new History(2, List.of(aborted, txn(1, -1, List.of(new Read(0, 99L, null)), Map.of())))
                .anomalies())
        .singleElement()
        .asString()
        .contains("aborted read");
    Txn torn = txn(2, -1, List.of(new Read(0, 10L, null), new Read(0, 0L, null)), Map.of());
    assertThat(new History(2, List.of(first, torn)).anomalies())
        .singleElement()
        .asString()
        .contains("read 0 of register 0 where its snapshot 2 has 10");
    Txn future = txn(1, -1, List.of(new Read(0, 10L, null)), Map.of());
    assertThat(new History(2, List.of(first, future)).anomalies())
        .singleElement()
        .asString()
        .contains("read 10 of register 0 where its snapshot 1 has 0");
    Txn blind = txn(2, -1, List.of(new Read(0, 10L, 12L)), Map.of(0L, 12L));
    assertThat(new History(2, List.of(first, blind)).anomalies())
        .singleElement()
        .asString()
        .contains("does not read its own write");
    Txn skewed = txn(1, 3, List.of(new Read(0, 0L, null)), Map.of(1L, 5L));
    assertThat(new History(2, List.of(first, skewed)).anomalies()).isEmpty();
  }
}
