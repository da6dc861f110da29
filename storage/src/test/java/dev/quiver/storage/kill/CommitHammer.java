package dev.quiver.storage.kill;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Retention;
import dev.quiver.storage.Rows;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that commits one transaction after another and says so on standard output: {@code
 * CommitHammer DIRECTORY NAME FAULT COMMITS}. It says {@code open} when it starts.
 *
 * <p>Commit {@code i} adds {@code NAME-i} to one table and puts it in the place of {@code
 * NAME-(i-1)} in another, so half of a commit shows; then the line {@code NAME-i} is printed. Every
 * few commits it merges the fragments and gives up old versions.
 */
public final class CommitHammer {
  static final TableName ALL = Rows.NOTES;
  static final TableName LAST = TableName.of("last");

  /**
   * The exit status of a process that met an I/O error which names the database or a file of it.
   */
  static final int FAILED = 4;

  /** The exit status of a process that could not print what it did. */
  static final int UNHEARD = 3;

  private static final int COMMITS_BETWEEN_MAINTENANCE = 4;
  private static final int VERSIONS_KEPT = 20;

  private final Database database;
  private final String name;
  private final Fault fault;

  private CommitHammer(Database database, String name, Fault fault) {
    this.database = database;
    this.name = name;
    this.fault = fault;
  }

  /** What is wrong with a process, to see that it is noticed. */
  enum Fault {
    NONE,
    /** Commits are published by looking whether the name is free and then moving a file to it. */
    LOSING_STORE,
    /** A commit is reported before it is made. */
    REPORTS_EARLY,
    /** What belongs to one commit is made by two. */
    HALF_COMMITS
  }

  /** The end of the command line of such a process. */
  static List<String> arguments(Path database, String name, Fault fault, int commits) {
    return List.of(
        CommitHammer.class.getName(),
        database.toString(),
        name,
        fault.name(),
        String.valueOf(commits));
  }

  static void create(Path directory) {
    try (Database database = Database.open(new LocalFileStore(directory), OpenOptions.DEFAULT);
        Transaction t = database.begin()) {
      t.createTable(ALL, Rows.NOTES_SCHEMA);
      t.createTable(LAST, Rows.NOTES_SCHEMA);
      t.commit("CREATE TABLE");
    }
  }

  public static void main(String[] args) {
    say("open");
    Path directory = Path.of(args[0]);
    Fault fault = Fault.valueOf(args[2]);
    FileStore local = new LocalFileStore(directory);
    FileStore store = fault == Fault.LOSING_STORE ? new LosingStore(local, directory) : local;
    try (Database database = Database.open(store, OpenOptions.DEFAULT)) {
      CommitHammer hammer = new CommitHammer(database, args[1], fault);
      for (int i = 0; i < Integer.parseInt(args[3]); i++) {
        hammer.commit(i);
      }
    } catch (QuiverException e) {
      if (e.code() != ErrorCode.IO_FAILURE || !e.getMessage().contains(directory.toString())) {
        throw e;
      }
      System.err.println(e.getMessage());
      Runtime.getRuntime().halt(FAILED);
    }
    say("done");
  }

  private void commit(int number) {
    String row = name + "-" + number;
    if (fault == Fault.REPORTS_EARLY) {
      say(row);
    }
    try (Transaction t = database.begin()) {
      Rows.appendNotes(t, row);
      if (fault != Fault.HALF_COMMITS) {
        replaceLast(t, number);
      }
      t.commit("INSERT");
    }
    if (fault == Fault.HALF_COMMITS) {
      try (Transaction t = database.begin()) {
        replaceLast(t, number);
        t.commit("INSERT");
      }
    }
    if (fault != Fault.REPORTS_EARLY) {
      say(row);
    }
    if (number % COMMITS_BETWEEN_MAINTENANCE == 2) {
      database.optimize(ALL, Progress.NONE);
      database.vacuum(Retention.lastVersions(VERSIONS_KEPT), Progress.NONE);
    }
  }

  private void replaceLast(Transaction t, int number) {
    Rows.delete(t, LAST, name + "-" + (number - 1));
    Rows.append(t, LAST, Rows.batch(Rows.NOTES_SCHEMA, List.of(List.of(name + "-" + number))));
  }

  private static void say(String line) {
    System.out.println(line);
    if (System.out.checkError()) {
      Runtime.getRuntime().halt(UNHEARD);
    }
  }
}
