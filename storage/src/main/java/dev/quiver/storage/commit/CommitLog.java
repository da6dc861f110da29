package dev.quiver.storage.commit;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.format.FormatFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The commits of a database, one after the other without gaps. Safe for any number of threads.
 *
 * <p>The newest is found by asking for the next: one failed open while nothing happens. Where to
 * begin asking, the file {@code latest} tells (see {@link LatestHint}); if that leads nowhere, the
 * directory is listed. A listing that ends before a commit that is known to have been made is an
 * error, not an older database: the newest commit is never deleted, so its file was lost.
 *
 * <p>Old commits are deleted by vacuum, those with a tag after a copy was made in {@code kept/}.
 * Below the largest number in {@code horizon/} there may be gaps, so no one begins to ask there;
 * and no commit is deleted before its successor is an hour old while others use the database, so
 * who asked less than an hour ago can go on from there.
 */
public final class CommitLog {
  private static final String DIRECTORY = "commits";
  private static final String HINT = "latest";
  private static final String SUFFIX = ".commit";
  private static final int DIGITS = 19;
  private static final int MAX_PROBES = 64;
  private static final int MAX_KEPT = 256;
  private static final String HORIZON = "horizon";
  private static final String KEPT = "kept";
  private static final long TRUSTED_MILLIS = 3_600_000;

  private final FileStore store;
  private final Commit empty;
  private final @Nullable FormatFile format;
  private final Map<Long, Commit> kept = new LinkedHashMap<>();
  private volatile Commit newest;
  private volatile long askedMillis = System.currentTimeMillis();

  /** The newest commit that was made here; its name, and those before it, outlive a power cut. */
  private volatile long durable;

  /** Held for writing while {@link #deletedBelow} rises, for reading while a commit is made. */
  private final ReadWriteLock deletion = new ReentrantReadWriteLock();

  /** Numbers below were given, though their commits may be gone. */
  private long deletedBelow;

  /** The log of a database that is open. */
  public CommitLog(FileStore store, FormatFile format) {
    this(store, Commit.empty(format.createdAt()), format);
  }

  /** A log to read, in which commit 0 is the empty database. */
  public CommitLog(FileStore store, Commit empty) {
    this(store, empty, null);
  }

  private CommitLog(FileStore store, Commit empty, @Nullable FormatFile format) {
    this.store = store;
    this.empty = empty;
    this.format = format;
    this.newest = empty;
  }

  public static String path(long number) {
    return DIRECTORY + "/" + fileName(number);
  }

  private static String fileName(long number) {
    String digits = Long.toString(Long.MAX_VALUE - number);
    return "0".repeat(DIGITS - digits.length()) + digits + SUFFIX;
  }

  /** The newest commit there is. */
  public Commit latest() {
    Commit known = newest;
    long asking = System.currentTimeMillis();
    if (known.number() == 0) {
      known = fromHint();
    } else if (!isTrusted(asking)) {
      known = listed();
    }
    askedMillis = asking;
    for (int probes = 0; probes < MAX_PROBES; probes++) {
      Commit next = find(known.number() + 1);
      if (next == null) {
        return advance(known);
      }
      known = next;
    }
    return advance(listed());
  }

  /** Whether a commit found when last asked still has its successors, if there are any. */
  private boolean isTrusted(long nowMillis) {
    return Math.abs(nowMillis - askedMillis) < TRUSTED_MILLIS;
  }

  private Commit fromHint() {
    long number = LatestHint.decode(store.readIfPresent(HINT)).number();
    Commit hinted = number == 0 || number < horizon() ? null : find(number);
    return hinted == null ? listed() : hinted;
  }

  private long horizon() {
    long max = 0;
    for (String name : store.list(HORIZON)) {
      max = Math.max(max, number(name));
    }
    return max;
  }

  /** What a name says; 0 if it is no number of a commit. */
  private static long number(String digits) {
    return digits.matches("[1-9][0-9]{0,17}") ? Long.parseLong(digits) : 0;
  }

  private Commit listed() {
    for (long before = -1; ; ) {
      long made = newestMade();
      long found = numbers().stream().mapToLong(Long::longValue).max().orElse(0);
      Commit commit = found < made ? null : readIfThere(found);
      if (commit != null) {
        return commit;
      }
      // A listing that a vacuum and commits overtook has newer ones the next time.
      if (found <= before) {
        throw found < made
            ? missing(made, "; commit " + made + " was made, and the newest there is " + found)
            : missing(found, "");
      }
      before = found;
    }
  }

  /** The newest commit that is known to have been made, perhaps not the newest of all. */
  private long newestMade() {
    LatestHint hint = LatestHint.decode(store.readIfPresent(HINT));
    return Math.max(Math.max(newest.number(), horizon()), hint.isProven() ? hint.number() : 0);
  }

  private QuiverException missing(long number, String more) {
    checkStillThere();
    return Envelope.corrupt(store.name() + "/" + path(number), "the file is missing" + more);
  }

  private List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    for (String name : store.list(DIRECTORY)) {
      if (name.length() == DIGITS + SUFFIX.length() && name.endsWith(SUFFIX)) {
        numbers.add(Long.MAX_VALUE - parse(name));
      }
    }
    return numbers;
  }

  /**
   * Deletes the commits below a number, which a commit has given up; a crash at any moment leaves a
   * log that opens.
   *
   * @param kept numbers to be kept although they are below
   * @return how many were deleted
   */
  public long deleteBelow(long oldest, Collection<Long> kept) {
    List<Long> below =
        new ArrayList<>(numbers().stream().filter(n -> n > 0 && n < oldest).sorted().toList());
    for (long number : kept) {
      byte[] content = below.contains(number) ? store.readIfPresent(path(number)) : null;
      if (content != null) {
        store.createIfAbsent(KEPT + "/" + fileName(number), content);
      }
    }
    if (!below.isEmpty() && horizon() < oldest) {
      store.createIfAbsent(HORIZON + "/" + oldest, new byte[0]);
    }
    synchronized (this.kept) {
      this.kept.keySet().removeIf(number -> number < oldest);
    }
    deletion.writeLock().lock();
    try {
      deletedBelow = Math.max(deletedBelow, oldest);
    } finally {
      deletion.writeLock().unlock();
    }
    below.forEach(number -> store.delete(path(number)));
    deleteForgotten(oldest, kept);
    return below.size();
  }

  /** What is kept of later commits another vacuum keeps, which knows of newer tags. */
  private void deleteForgotten(long oldest, Collection<Long> wanted) {
    for (String name : store.list(KEPT)) {
      long number = name.endsWith(SUFFIX) ? Long.MAX_VALUE - parse(name) : oldest;
      if (number < oldest && !wanted.contains(number)) {
        store.delete(KEPT + "/" + name);
      }
    }
    long horizon = horizon();
    for (String name : store.list(HORIZON)) {
      if (number(name) > 0 && number(name) < horizon) {
        store.delete(HORIZON + "/" + name);
      }
    }
  }

  private static long parse(String name) {
    try {
      return Long.parseLong(name.substring(0, DIGITS));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private synchronized Commit advance(Commit commit) {
    if (commit.number() > newest.number()) {
      newest = commit;
    }
    return newest.number() > commit.number() ? newest : commit;
  }

  /** A commit that must be there. */
  public Commit read(long number) {
    Commit commit = readIfThere(number);
    if (commit == null) {
      throw missing(number, "");
    }
    return commit;
  }

  private @Nullable Commit readIfThere(long number) {
    Commit commit = find(number);
    return commit == null ? load(number, KEPT + "/" + fileName(number)) : commit;
  }

  /** A commit, or null if it was not made. */
  public @Nullable Commit find(long number) {
    if (number == 0) {
      return empty;
    }
    synchronized (kept) {
      Commit commit = kept.get(number);
      if (commit != null) {
        return commit;
      }
    }
    return load(number, path(number));
  }

  private @Nullable Commit load(long number, String path) {
    byte[] content = store.readIfPresent(path);
    if (content == null) {
      return null;
    }
    String file = store.name() + "/" + path;
    Commit commit = Commit.decode(Envelope.open(FileKind.COMMIT, file, content));
    if (commit.number() != number) {
      throw Envelope.corrupt(file, "it holds commit " + commit.number());
    }
    keep(commit);
    return commit;
  }

  private void keep(Commit commit) {
    synchronized (kept) {
      kept.put(commit.number(), commit);
      if (kept.size() > MAX_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
  }

  /**
   * To be called before anything is written, and once more before a commit is published: fails if
   * the place is no longer that of this database.
   *
   * @throws QuiverException IO_FAILURE
   */
  public void checkStillThere() {
    if (format != null) {
      format.checkStillAt(store);
    }
  }

  /** Whether writing on top of a commit is allowed; fails if the format says no. */
  public void checkWritable(Commit commit) {
    byte[] content = commit.number() == 0 ? null : store.readIfPresent(path(commit.number()));
    if (content != null) {
      Envelope.open(FileKind.COMMIT, store.name() + "/" + path(commit.number()), content)
          .checkWritable();
    }
  }

  /**
   * Makes a commit the next after its predecessor; everything it names must be durable.
   *
   * @return false if another commit has its number, or may have had it
   * @throws QuiverException IO_FAILURE: the commit is not there, or its durability is unknown
   */
  public boolean publish(Commit commit) {
    if (!isTrusted(System.currentTimeMillis()) || !createAboveDeleted(commit)) {
      return false;
    }
    durable = commit.number();
    keep(commit);
    advance(commit);
    try {
      store.writeHint(HINT, LatestHint.encode(commit.number()));
    } catch (QuiverException e) {
      return true; // The hint may lie, so it may be old; the commit is durable.
    }
    return true;
  }

  /** The number of a commit that was deleted looks free, and is not. */
  private boolean createAboveDeleted(Commit commit) {
    deletion.readLock().lock();
    try {
      return commit.number() >= deletedBelow && create(commit);
    } finally {
      deletion.readLock().unlock();
    }
  }

  private boolean create(Commit commit) {
    if (commit.number() - 1 > durable) {
      // Another process made the commit before: its name must not be lost when this one is kept.
      store.force(List.of(DIRECTORY));
    }
    try {
      if (store.createIfAbsent(path(commit.number()), commit.encode())) {
        return true;
      }
    } catch (QuiverException e) {
      if (!isOurs(commit)) {
        throw e;
      }
      store.force(List.of(DIRECTORY));
      return true;
    }
    if (!isOurs(commit)) {
      return false;
    }
    store.force(List.of(DIRECTORY));
    return true;
  }

  private boolean isOurs(Commit commit) {
    Commit there = find(commit.number());
    return there != null && there.uuid().equals(commit.uuid());
  }
}
