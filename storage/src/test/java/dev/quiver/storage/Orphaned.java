package dev.quiver.storage;

import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.CommitLog;
import dev.quiver.storage.file.FileStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Files in the tables' directories that no snapshot leads to, and no commit names. */
final class Orphaned {
  private Orphaned() {}

  static List<String> files(Database database, FileStore store) {
    List<String> named = new ArrayList<>();
    CommitLog log = new CommitLog(store, Commit.empty(Instant.EPOCH));
    for (long n = 0; n <= database.latest().number(); n++) {
      log.read(n).tables().values().forEach(table -> named.add(table.manifest() + ".manifest"));
      Snapshot snapshot = database.at(new VersionPoint.Version(n));
      for (TableName name : snapshot.tables()) {
        TableVersion table = snapshot.table(name).orElseThrow();
        table.history();
        Rows.read(table);
        named.addAll(ReachableFiles.of(table));
        for (Fragment fragment : table.fragments()) {
          named.add(fragment.id() + ".moves");
        }
      }
    }
    List<String> orphans = new ArrayList<>();
    for (String table : store.list("tables")) {
      for (String kind : store.list("tables/" + table)) {
        for (String file : store.list("tables/" + table + "/" + kind)) {
          if (!named.contains(file)) {
            orphans.add(kind + "/" + file);
          }
        }
      }
    }
    return orphans;
  }
}
