package dev.quiver.storage.kill;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Rows;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.check.CheckReport;
import dev.quiver.storage.file.LocalFileStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The commits that processes reported before they were killed, kept in the process that reads what
 * they print; the state on disk is judged by it.
 */
final class Acknowledged {
  private final Path directory;
  private final Map<String, Integer> commits = new ConcurrentHashMap<>();
  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private volatile String wasWrong = "";

  Acknowledged(Path directory) {
    this.directory = directory;
  }

  /** Takes down what a life printed. */
  void said(String life, String line) {
    if (line.equals(life + "-" + commits.getOrDefault(life, 0))) {
      commits.merge(life, 1, Integer::sum);
    } else if (!line.equals("open") && !line.equals("done")) {
      throw new AssertionError("process " + life + " said " + line);
    }
  }

  int of(String life) {
    return commits.getOrDefault(life, 0);
  }

  int all() {
    return commits.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Nothing more will come of a life. */
  void ended(String life) {
    commits.putIfAbsent(life, 0);
    dead.add(life);
  }

  /**
   * Opens the database, beside whoever writes, and says what is wrong, or what was at an earlier
   * look; empty if nothing is.
   */
  String look() {
    if (!wasWrong()) {
      String wrong = wrong();
      if (!wrong.isEmpty()) {
        wasWrong = wrong;
      }
    }
    return wasWrong;
  }

  boolean wasWrong() {
    return !wasWrong.isEmpty();
  }

  private String wrong() {
    Set<String> deadBefore = Set.copyOf(dead);
    Map<String, Integer> before = Map.copyOf(commits);
    try (Database database = Database.open(new LocalFileStore(directory), OpenOptions.DEFAULT)) {
      Snapshot snapshot = database.latest();
      Map<String, TreeSet<Integer>> there = lives(snapshot);
      for (Map.Entry<String, Integer> life : before.entrySet()) {
        TreeSet<Integer> rows = there.getOrDefault(life.getKey(), new TreeSet<>());
        int unreported = rows.size() - life.getValue();
        if (unreported < 0 || (unreported > 1 && deadBefore.contains(life.getKey()))) {
          return life + " commits were reported, and there are " + rows;
        }
      }
      String half = half(snapshot, there);
      CheckReport report = database.check(null, Progress.NONE);
      return !half.isEmpty() || report.isClean() ? half : "CHECK found " + report.findings();
    } catch (QuiverException | IllegalStateException e) {
      return e.toString();
    }
  }

  /** The numbers of each life's commits, which have no gap and no number twice. */
  private static Map<String, TreeSet<Integer>> lives(Snapshot snapshot) {
    Map<String, TreeSet<Integer>> lives = new HashMap<>();
    for (Object row : Rows.firsts(snapshot, CommitHammer.ALL)) {
      if (!lives.computeIfAbsent(life(row), life -> new TreeSet<>()).add(number(row))) {
        throw new IllegalStateException(row + " is there twice");
      }
    }
    lives.forEach(
        (life, numbers) -> {
          if (numbers.last() != numbers.size() - 1) {
            throw new IllegalStateException("of " + life + " there are only " + numbers);
          }
        });
    return lives;
  }

  /** The other table has the last commit of each life, and nothing else. */
  private static String half(Snapshot snapshot, Map<String, TreeSet<Integer>> lives) {
    Set<String> last = new TreeSet<>();
    Rows.firsts(snapshot, CommitHammer.LAST).forEach(row -> last.add((String) row));
    Set<String> expected = new TreeSet<>();
    lives.forEach((life, numbers) -> expected.add(life + "-" + numbers.last()));
    return last.equals(expected) ? "" : "half a commit: " + last + " instead of " + expected;
  }

  private static String life(Object row) {
    String text = (String) row;
    return text.substring(0, text.lastIndexOf('-'));
  }

  private static int number(Object row) {
    String text = (String) row;
    return Integer.parseInt(text.substring(text.lastIndexOf('-') + 1));
  }
}
