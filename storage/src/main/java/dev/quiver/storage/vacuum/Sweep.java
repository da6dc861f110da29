package dev.quiver.storage.vacuum;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Pin;
import dev.quiver.storage.Progress;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.file.FileInfo;
import dev.quiver.storage.manifest.Manifests;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes files that nothing leads to: no commit that is not given up, no tag, no snapshot that
 * this process has pinned.
 *
 * <p>Who alone uses a place knows all its readers and writers: files may go at once, but for those
 * younger than the oldest work that still goes on, which may be its own. Where others may use it, a
 * day protects them: commits younger than that are read as if they were pinned, and files younger
 * than that stay. A transaction that lasts longer is refused its commit, a reader gets a
 * SNAPSHOT_EXPIRED error.
 *
 * <p>The order matters. Files are listed first, so that none is missed which a transaction makes
 * meanwhile and publishes before the newest commit is read. Whether others are there is asked
 * before and after that: who came in between and went is seen in the newest commit or reads no
 * more. The pins are read last, after the commit from which later readers start.
 */
final class Sweep {
  static final Duration GRACE = Duration.ofDays(1);

  /** Clocks of files tick in steps, and may be those of another machine. */
  private static final long CLOCKS_DIFFER_MILLIS = 600_000;

  private final OpenDatabase database;
  private final @Nullable UUID only;
  private final Pin own;
  private final Progress progress;
  private long files;
  private long bytes;

  /**
   * @param own what the vacuum itself has pinned
   */
  Sweep(OpenDatabase database, @Nullable UUID only, Pin own, Progress progress) {
    this.database = database;
    this.only = only;
    this.own = own;
    this.progress = progress;
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  void run() {
    List<String> listed = listed();
    boolean aloneBefore = database.occupancy().isAlone();
    long writing = database.pins().oldestWriteMillis(own) - CLOCKS_DIFFER_MILLIS;
    Commit head = database.log().latest();
    boolean alone = aloneBefore && database.occupancy().isAlone();
    long youngest = alone ? writing : System.currentTimeMillis() - GRACE.toMillis();
    // Who made it may not have come to that yet, and files go that the commit before it needs.
    database.store().force(List.of("commits"));
    progress.enter("looking for what is in use", head.number() - head.oldest());
    Live live = live(head, alone);
    progress.enter("removing files", listed.size());
    for (String path : listed) {
      if (!live.files().contains(path)) {
        remove(path, youngest);
      }
      progress.advance(1);
    }
    if (only == null) {
      files += database.log().deleteBelow(live.oldest(), live.files().tagged());
    }
  }

  private List<String> listed() {
    List<String> paths = new ArrayList<>();
    List<String> tables = only == null ? database.store().list("tables") : List.of(only.toString());
    for (String table : tables) {
      for (String kind : TablePaths.DIRECTORIES) {
        String directory = "tables/" + table + "/" + kind;
        database.store().list(directory).forEach(name -> paths.add(directory + "/" + name));
      }
    }
    if (only == null) {
      database.store().list("tmp").stream()
          .filter(name -> name.endsWith(".tmp"))
          .forEach(name -> paths.add("tmp/" + name));
    }
    return paths;
  }

  /**
   * @param oldest the first snapshot whose commit must stay
   */
  private record Live(LiveFiles files, long oldest) {}

  private Live live(Commit head, boolean alone) {
    LiveFiles live =
        new LiveFiles(database.log(), new Manifests(database.store(), Vacuum::missing));
    try {
      live.addAll(head, true);
    } catch (QuiverException e) {
      throw e.code() == ErrorCode.SNAPSHOT_EXPIRED
          ? new QuiverException(
              ErrorCode.CORRUPT_FILE, e.getMessage(), "the newest commit leads to a missing file")
          : e;
    }
    long oldest = head.oldest();
    for (long pinned : database.pins().decide(head.number())) {
      if (pinned < head.number()) {
        oldest = Math.min(oldest, addPinned(live, pinned));
      }
    }
    return new Live(live, alone ? oldest : Math.min(oldest, addRecent(live, head)));
  }

  private long addPinned(LiveFiles live, long number) {
    Commit pinned = database.log().read(number);
    live.addAll(pinned, false);
    return pinned.oldest();
  }

  /** Another process may read what was newest within the grace; what is gone, it does not. */
  private long addRecent(LiveFiles live, Commit head) {
    Commit commit = head;
    Instant since = database.clock().instant().minus(GRACE);
    while (commit.number() > 1 && commit.committedAt().isAfter(since)) {
      Commit before = database.log().find(commit.number() - 1);
      if (before == null) {
        return commit.oldest();
      }
      live.addTables(before, false);
      commit = before;
    }
    live.addAll(commit, false);
    return Math.min(commit.number(), Math.max(1, commit.oldest()));
  }

  private void remove(String path, long youngestMillis) {
    FileInfo info = database.store().info(path);
    long limit =
        path.startsWith("tmp/")
            ? Math.min(youngestMillis, System.currentTimeMillis() - GRACE.toMillis())
            : youngestMillis;
    if (info != null && info.modifiedMillis() < limit) {
      bytes += info.bytes();
      database.store().delete(path);
      files++;
    }
  }
}
