package dev.quiver.storage;

import static dev.quiver.storage.Rows.DOCS;
import static dev.quiver.storage.Rows.DOCS_SCHEMA;
import static dev.quiver.storage.Rows.appendDocs;
import static dev.quiver.storage.Rows.delete;
import static dev.quiver.storage.Rows.firsts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.FileStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The work in the background, and readers and writers beside it. */
abstract class AbstractUpkeepTest {
  private static final OpenOptions IN_BACKGROUND =
      new OpenOptions(false, true, true, Retention.DEFAULT);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  abstract FileStore store();

  @AfterEach
  void nothingIsWrongWithTheFiles() {
    FileStore store = store();
    if (!store.list("").isEmpty()) {
      try (Database database = Database.open(store, OpenOptions.DEFAULT)) {
        assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
      }
    }
  }

  private static void create(Database database) {
    try (Transaction t = database.begin()) {
      t.createTable(DOCS, DOCS_SCHEMA);
      t.commit("CREATE TABLE");
    }
  }

  private static void insert(Database database, long id) {
    try (Transaction t = database.begin()) {
      appendDocs(t, id);
      t.commit("INSERT");
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        fail("not within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }

  private static TableVersion docs(Database database) {
    return database.latest().table(DOCS).orElseThrow();
  }

  @Test
  void smallFragmentsAreMergedWithoutBeingAsked() {
    FileStore store = store();
    try (Database database = Database.open(store, IN_BACKGROUND)) {
      create(database);
      for (long id = 0; id < 100; id++) {
        insert(database, id);
      }
      await(() -> docs(database).fragments().size() < 24);
      assertThat(docs(database).version()).isEqualTo(101);
      assertThat(firsts(docs(database)))
          .isEqualTo(new ArrayList<Object>(LongStream.range(0, 100).boxed().toList()));
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("quiver-upkeep");
  }

  @Test
  void aDatabaseThatIsNotAskedToStaysAsItIs() {
    try (Database database = Database.open(store(), OpenOptions.DEFAULT)) {
      create(database);
      for (long id = 0; id < 20; id++) {
        insert(database, id);
      }
      assertThat(docs(database).fragments()).hasSize(20);
      assertThat(database.jobs()).isEmpty();
    }
  }

  @Test
  void readersAndWritersNeverFailBesideCompactionAndVacuum() throws Exception {
    try (Database database = Database.open(store(), OpenOptions.DEFAULT)) {
      create(database);
      insert(database, -1);
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<?>> running = new ArrayList<>();
        running.add(threads.submit(() -> write(database, done)));
        running.add(threads.submit(() -> read(database, done)));
        running.add(threads.submit(() -> read(database, done)));
        running.add(threads.submit(() -> maintain(database, done)));
        for (Future<?> thread : running) {
          thread.get();
        }
      } finally {
        threads.shutdownNow();
      }
      List<Object> expected = new ArrayList<>(List.of(-1L));
      LongStream.range(0, 60).filter(id -> id % 3 != 0).forEach(expected::add);
      assertThat(firsts(docs(database))).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static void write(Database database, AtomicBoolean done) {
    try {
      for (long id = 0; id < 60; id++) {
        insert(database, id);
        if (id % 3 == 0) {
          try (Transaction t = database.begin()) {
            assertThat(delete(t, DOCS, id)).isEqualTo(1);
            t.commit("DELETE");
          }
        }
      }
    } finally {
      done.set(true);
    }
  }

  private static void read(Database database, AtomicBoolean done) {
    while (!done.get()) {
      Snapshot snapshot = database.latest();
      try (Pin pin = database.pin(snapshot)) {
        if (!pin.isLate()) {
          TableVersion table = snapshot.table(DOCS).orElseThrow();
          assertThat(firsts(table)).hasSize((int) table.rowCount()).contains(-1L);
        }
      }
    }
  }

  private static void maintain(Database database, AtomicBoolean done) {
    while (!done.get()) {
      database.optimize(DOCS, Progress.NONE);
      database.vacuum(Retention.lastVersions(1), Progress.NONE);
    }
  }

  @Test
  void aStoreThatFailsIsShownAmongTheJobsAndTriedAgain() {
    FailingStore failing = new FailingStore(store());
    try (Database database = Database.open(failing, IN_BACKGROUND)) {
      create(database);
      failing.failing = true;
      for (long id = 0; id < 40; id++) {
        insert(database, id);
      }
      await(() -> database.jobs().stream().anyMatch(job -> job.phase().contains("planted")));
      assertThat(database.jobs())
          .filteredOn(job -> job.phase().contains("planted"))
          .first()
          .returns("COMPACT TABLE docs", JobStatus::what);
      failing.failing = false;
      await(() -> docs(database).fragments().size() < 20);
      await(() -> database.jobs().isEmpty());
    }
  }

  /** Fails where compaction alone writes: in the directory of moves. */
  private static final class FailingStore extends ForwardingStore {
    private volatile boolean failing;

    FailingStore(FileStore store) {
      super(store);
    }

    @Override
    public dev.quiver.storage.file.FileSink create(String path) {
      if (failing && path.contains("/moves/")) {
        throw new QuiverException(ErrorCode.IO_FAILURE, path, "planted");
      }
      return super.create(path);
    }
  }
}
