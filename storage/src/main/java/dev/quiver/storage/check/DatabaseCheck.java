package dev.quiver.storage.check;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Progress;
import dev.quiver.storage.TableName;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.CommitLog;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.format.FormatFile;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.manifest.Manifests;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks a database, or one table of it: every file that a commit not given up leads to, byte by
 * byte, and that what files say of each other is true. For one thread, beside any number of readers
 * and writers.
 *
 * <p>Nothing that an open database keeps in memory is believed: all is read anew. Files that
 * nothing leads to harm no one and are not looked at.
 */
public final class DatabaseCheck {
  private final FileStore store;
  private final CommitLog log;
  private final Findings findings;
  private final TableCheck tables;
  private final @Nullable UUID only;

  private DatabaseCheck(FileStore store, Commit empty, @Nullable UUID only, Findings findings) {
    this.store = store;
    this.log = new CommitLog(store, empty);
    this.findings = findings;
    this.tables = new TableCheck(new Manifests(store), new FragmentFiles(store), findings);
    this.only = only;
  }

  /**
   * @param table the only table to check; null for all of the database
   * @throws QuiverException UNKNOWN_TABLE, and what {@code progress} throws; whatever is wrong with
   *     files is a finding
   */
  public static CheckReport run(FileStore store, @Nullable TableName table, Progress progress) {
    progress.enter("checking files", 0);
    Findings findings = new Findings(progress);
    String name = store.name() + "/" + FormatFile.PATH;
    FormatFile format = findings.read(CheckKind.CHECKSUMS, name, () -> format(store, findings));
    if (format == null) {
      return findings.report();
    }
    Commit empty = Commit.empty(format.createdAt());
    Commit head =
        findings.read(
            CheckKind.REFERENCES,
            store.name() + "/commits",
            () -> new CommitLog(store, empty).latest());
    if (head == null) {
      return findings.report();
    }
    UUID only = table == null ? null : identity(head, table);
    new DatabaseCheck(store, empty, only, findings).run(head);
    return findings.report();
  }

  /** Checks the files of one index, as a commit has it; there may be none. */
  public static CheckReport runIndex(
      FileStore store, Commit head, TableName table, UUID index, Progress progress) {
    progress.enter("checking files", 0);
    Findings findings = new Findings(progress);
    TableEntry entry = head.tables().get(table);
    if (entry != null) {
      new TableCheck(new Manifests(store), new FragmentFiles(store), findings)
          .checkIndex(entry, index);
    }
    return findings.report();
  }

  private static FormatFile format(FileStore store, Findings findings) {
    byte[] content = store.readIfPresent(FormatFile.PATH);
    if (content == null) {
      throw new QuiverException(
          ErrorCode.CORRUPT_FILE, store.name() + "/" + FormatFile.PATH, "the file is missing");
    }
    findings.countFile(content.length);
    return FormatFile.decode(store.name(), content);
  }

  private static UUID identity(Commit head, TableName table) {
    TableEntry entry = head.tables().get(table);
    if (entry == null) {
      throw new QuiverException(ErrorCode.UNKNOWN_TABLE, table);
    }
    return entry.id();
  }

  /**
   * The newest first: what it leads to is then counted as a part of it. Versions are read by the
   * last history that tells of them, so that is what must be whole; older commits may name layouts
   * of a version that were replaced and removed since.
   */
  private void run(Commit head) {
    check(head, null);
    Set<UUID> seen = new HashSet<>();
    for (TableEntry entry : head.tables().values()) {
      seen.add(entry.id());
      if (isWanted(entry)) {
        tables.check(entry);
        tables.checkNewest(entry);
      }
    }
    Commit later = head;
    for (long number = head.number() - 1; number >= Math.max(1, head.oldest()); number--) {
      Commit commit = read(number);
      if (commit != null) {
        check(commit, later);
        for (TableEntry entry : commit.tables().values()) {
          if (seen.add(entry.id()) && isWanted(entry)) {
            tables.check(entry);
            tables.checkHistory(entry);
          }
        }
        later = commit;
      }
    }
    for (long number : new TreeSet<>(head.tags().values())) {
      Commit commit = number < 1 || number > head.number() ? null : read(number);
      if (commit != null) {
        commit.tables().values().stream().filter(this::isWanted).forEach(tables::check);
      }
    }
  }

  private @Nullable Commit read(long number) {
    String file = store.name() + "/" + CommitLog.path(number);
    return findings.read(CheckKind.REFERENCES, file, () -> log.read(number));
  }

  private void check(Commit commit, @Nullable Commit later) {
    String file = store.name() + "/" + CommitLog.path(commit.number());
    if (commit.number() > 0) {
      findings.countFile(commit.encode().length);
    }
    if (later != null) {
      findings.expect(
          commit.committedAt().isBefore(later.committedAt()),
          CheckKind.COUNTS,
          file,
          () -> "committed at " + commit.committedAt() + ", no sooner than the next commit");
    }
    commit
        .tags()
        .forEach(
            (tag, number) ->
                findings.expect(
                    number >= 0 && number <= commit.number(),
                    CheckKind.REFERENCES,
                    file,
                    () -> "tag '" + tag + "' names snapshot " + number));
  }

  private boolean isWanted(TableEntry entry) {
    return only == null || only.equals(entry.id());
  }
}
