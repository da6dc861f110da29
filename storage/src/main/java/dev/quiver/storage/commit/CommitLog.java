package dev.quiver.storage.commit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commits of a database, one after the other without gaps. Safe for any number of threads.
 *
 * <p>The newest is found by asking for the next: one failed open while nothing happens. Where to
 * begin asking, the file {@code latest} tells: the newest commit's number in decimal digits, as far
 * as its last writer knew. It may lie; if it does, the directory is listed.
 */
public final class CommitLog {
  private static final String DIRECTORY = "commits";
  private static final String HINT = "latest";
  private static final String SUFFIX = ".commit";
  private static final int DIGITS = 19;
  private static final int MAX_PROBES = 64;
  private static final int MAX_KEPT = 256;

  private final FileStore store;
  private final Commit empty;
  private final Map<Long, Commit> kept = new LinkedHashMap<>();
  private volatile Commit newest;

  /** The newest commit that was made here; its name, and those before it, outlive a power cut. */
  private volatile long durable;

  /** A log in which commit 0 is the empty database. */
  public CommitLog(FileStore store, Commit empty) {
    this.store = store;
    this.empty = empty;
    this.newest = empty;
  }

  public static String path(long number) {
    String digits = Long.toString(Long.MAX_VALUE - number);
    return DIRECTORY + "/" + "0".repeat(DIGITS - digits.length()) + digits + SUFFIX;
  }

  /** The newest commit there is. */
  public Commit latest() {
    Commit known = newest;
    if (known.number() == 0) {
      known = fromHint();
    }
    for (int probes = 0; probes < MAX_PROBES; probes++) {
      Commit next = find(known.number() + 1);
      if (next == null) {
        return advance(known);
      }
      known = next;
    }
    return advance(listed());
  }

  private Commit fromHint() {
    byte[] hint = store.readIfPresent(HINT);
    if (hint == null) {
      return find(1) == null ? empty : listed();
    }
    String digits = new String(hint, US_ASCII);
    Commit hinted = digits.matches("[1-9][0-9]{0,17}") ? find(Long.parseLong(digits)) : null;
    return hinted == null ? listed() : hinted;
  }

  private Commit listed() {
    long max = 0;
    for (String name : store.list(DIRECTORY)) {
      if (name.matches("[0-9]{" + DIGITS + "}\\" + SUFFIX)) {
        max = Math.max(max, Long.MAX_VALUE - parse(name));
      }
    }
    return read(max);
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
    Commit commit = find(number);
    if (commit == null) {
      throw Envelope.corrupt(store.name() + "/" + path(number), "the file is missing");
    }
    return commit;
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
    byte[] content = store.readIfPresent(path(number));
    if (content == null) {
      return null;
    }
    String file = store.name() + "/" + path(number);
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
   * @return false if another commit has its number
   * @throws QuiverException IO_FAILURE: the commit is not there, or its durability is unknown
   */
  public boolean publish(Commit commit) {
    if (!create(commit)) {
      return false;
    }
    durable = commit.number();
    keep(commit);
    advance(commit);
    try {
      store.writeHint(HINT, Long.toString(commit.number()).getBytes(US_ASCII));
    } catch (QuiverException e) {
      return true; // The hint may lie, so it may be old; the commit is durable.
    }
    return true;
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
