package dev.quiver.storage.crash;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Retention;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.CrashState;
import dev.quiver.storage.file.DiskOperation.What;
import dev.quiver.storage.file.SimulatedDisk;
import dev.quiver.storage.file.SimulatedProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A workload being carried out on a simulated disk, and beside it what it should come to: the
 * contents of the database after each commit, kept by hand and not read back.
 */
final class Script {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final AtomicLong SCRIPTS = new AtomicLong();

  private final SimulatedDisk disk;
  private final SimulatedProcess.Conditions conditions;
  private final Supplier<UUID> uuids;
  private final List<String> before;
  private final Contents startContents;
  private final Map<Long, BiConsumer<Contents, Long>> changes = new TreeMap<>();
  private final TreeSet<Long> vacuums = new TreeSet<>();
  private Database database;

  Script(SimulatedProcess.Conditions conditions) {
    this(new SimulatedDisk(), conditions, List.of(), new Contents());
  }

  private Script(
      SimulatedDisk disk,
      SimulatedProcess.Conditions conditions,
      List<String> before,
      Contents startContents) {
    this.disk = disk;
    this.conditions = conditions;
    this.before = before;
    this.startContents = startContents;
    this.uuids = uuids(SCRIPTS.incrementAndGet());
  }

  static Supplier<UUID> uuids(long space) {
    AtomicLong next = new AtomicLong();
    return () -> new UUID(space, next.incrementAndGet());
  }

  /** A script that begins on a disk on which all of this one is durable, and goes on from there. */
  Script continued(SimulatedProcess.Conditions others) {
    return new Script(
        new SimulatedDisk(disk.settled()), others, expected(), contentsAfter(Long.MAX_VALUE));
  }

  /** A script that begins with what a power cut left of this one. */
  Script after(CrashState state, SimulatedProcess.Conditions others) {
    long newest = newestByName(state);
    Script next =
        new Script(
            new SimulatedDisk(state),
            others,
            expected().subList(0, (int) newest + 1),
            contentsAfter(newest));
    next.vacuums.addAll(vacuums.headSet(newest, true));
    return next;
  }

  SimulatedDisk disk() {
    return disk;
  }

  /** The newest commit of the state that the disk began with; −1 if it was empty. */
  long startsAfter() {
    return before.size() - 1L;
  }

  SimulatedProcess.Conditions conditions() {
    return conditions;
  }

  Database database() {
    return database;
  }

  /** A process that opens the database. */
  Script open() {
    return open(conditions);
  }

  Script open(SimulatedProcess.Conditions ofProcess) {
    database = open(disk, ofProcess, uuids);
    disk.tell(What.OPENED, 0);
    return this;
  }

  static Database open(
      SimulatedDisk disk, SimulatedProcess.Conditions conditions, Supplier<UUID> uuids) {
    return Database.open(
        new SimulatedProcess(disk, conditions).store(),
        OpenOptions.DEFAULT.withKeyFileRows(2),
        () -> NOW,
        uuids);
  }

  /** Commits a transaction, and notes what it changes of the contents. */
  Script commit(Consumer<Transaction> work, BiConsumer<Contents, Long> change) {
    commit(database, work, change);
    return this;
  }

  Script commit(Consumer<Transaction> work, Consumer<Contents> change) {
    return commit(work, (contents, number) -> change.accept(contents));
  }

  /** Likewise through another open database, from any thread whose turn it is. */
  void commit(Database other, Consumer<Transaction> work, BiConsumer<Contents, Long> change) {
    Snapshot after;
    try (Transaction t = other.begin()) {
      work.accept(t);
      after = t.commit("WORK");
    }
    changes.put(after.number(), change);
    disk.tell(What.COMMITTED, after.number());
  }

  /** Work that makes commits, but changes no contents. */
  Script maintain(Consumer<Database> work) {
    long before = database.latest().number();
    work.accept(database);
    long after = database.latest().number();
    for (long number = before + 1; number <= after; number++) {
      changes.put(number, (contents, n) -> {});
    }
    disk.tell(What.COMMITTED, after);
    return this;
  }

  /** Gives up all but the last of everything, which makes a commit and changes no contents. */
  Script vacuum() {
    vacuums.add(database.latest().number() + 1);
    return maintain(open -> open.vacuum(Retention.lastVersions(1), Progress.NONE));
  }

  /** Whether a snapshot was given up by a vacuum, given the newest one that there is. */
  boolean isGivenUp(long number, long newest) {
    Long vacuum = vacuums.floor(newest);
    return vacuum != null && number < vacuum;
  }

  /** Notes a commit that was made, though nobody was told. */
  void madeUnseen(long number, BiConsumer<Contents, Long> change) {
    changes.put(number, change);
  }

  private Contents contentsAfter(long last) {
    Contents contents = new Contents(startContents);
    changes.forEach(
        (number, change) -> {
          if (number <= last) {
            change.accept(contents, number);
          }
        });
    return contents;
  }

  /** The contents after each commit, from number 0. */
  List<String> expected() {
    List<String> expected = new ArrayList<>(before);
    if (expected.isEmpty()) {
      expected.add(new Contents().text());
    }
    for (long number : changes.keySet()) {
      if (number != expected.size()) {
        throw new AssertionError("commit " + number + " follows " + (expected.size() - 1));
      }
      expected.add(contentsAfter(number).text());
    }
    return expected;
  }

  /** The newest commit that has a name, as one sees who lists the directory; 0 if there is none. */
  long newestByName() {
    return Math.max(0, newestByName(disk.settled()));
  }

  /** Likewise; −1 if there is no database. */
  private static long newestByName(CrashState state) {
    if (!state.files().containsKey(SimulatedDisk.ROOT + "/FORMAT")) {
      return -1;
    }
    return state.files().keySet().stream()
        .filter(path -> path.endsWith(".commit"))
        .mapToLong(path -> Long.MAX_VALUE - Long.parseLong(path.replaceAll("[^0-9]", "")))
        .max()
        .orElse(0);
  }
}
