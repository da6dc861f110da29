package dev.quiver.storage.compaction;

import dev.quiver.storage.Progress;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.snapshot.CommittedTable;
import dev.quiver.storage.snapshot.OpenDatabase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Compacts tables of one open database. Safe for any number of threads. */
public final class TableCompactor {
  /** How often a choice is made anew after others were first. */
  private static final int MAX_ATTEMPTS = 5;

  private final OpenDatabase database;
  private final Choice choice;

  public TableCompactor(OpenDatabase database, Choice choice) {
    this.database = database;
    this.choice = choice;
  }

  /** What is to be merged next of a table in tiers. */
  public Optional<List<FragmentEntry>> next(CommittedTable table) {
    return choice.next(table.entries());
  }

  /** Merges some neighbours of a table. */
  public Compaction.Outcome merge(
      Commit seen, CommittedTable table, List<FragmentEntry> sources, Progress progress) {
    progress.enter("merging", rows(sources));
    return new Compaction(database, seen.number(), table, sources).run(progress);
  }

  /**
   * Merges and rewrites all of a table that gets smaller by it; what others change meanwhile may
   * stay as it is.
   *
   * @return how many fragments were rewritten
   */
  public long all(UUID id, Progress progress) {
    long rewritten = 0;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Commit head = database.log().latest();
      TableEntry entry = head.tableById(id).orElse(null);
      if (entry == null) {
        return rewritten;
      }
      CommittedTable table = new CommittedTable(database, entry);
      List<List<FragmentEntry>> parts = choice.all(table.entries());
      progress.enter("merging", parts.stream().mapToLong(TableCompactor::rows).sum());
      boolean complete = true;
      for (List<FragmentEntry> part : parts) {
        Compaction compaction = new Compaction(database, head.number(), table, part);
        if (compaction.run(progress) == Compaction.Outcome.DONE) {
          rewritten += part.size();
        } else {
          complete = false;
        }
      }
      if (complete) {
        return rewritten;
      }
    }
    return rewritten;
  }

  private static long rows(List<FragmentEntry> sources) {
    return sources.stream().mapToLong(FragmentEntry::liveRows).sum();
  }
}
