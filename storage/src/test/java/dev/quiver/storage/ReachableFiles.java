package dev.quiver.storage;

import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.GroupRef;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.snapshot.CommittedTable;
import java.util.ArrayList;
import java.util.List;

/** The names of the files that a committed table version leads to. */
final class ReachableFiles {
  private ReachableFiles() {}

  static List<String> of(TableVersion version) {
    CommittedTable table = (CommittedTable) version;
    Manifest manifest = table.manifest();
    List<String> names = new ArrayList<>();
    names.add(table.entry().manifest() + ".manifest");
    for (GroupRef group : manifest.fragments().groups()) {
      names.add(group.id() + ".group");
    }
    for (GroupRef group : manifest.history().groups()) {
      names.add(group.id() + ".group");
    }
    for (FragmentEntry entry : table.entries()) {
      if (entry.deletes() != null) {
        names.add(entry.deletes() + ".deletes");
      }
      entry.fragment().keyFiles().forEach(file -> names.add(file.id() + ".keys"));
      entry.fragment().indexFiles().forEach(file -> names.add(file.id() + ".postings"));
      entry.fragment().files().forEach(file -> names.add(file.id() + ".arrow"));
    }
    manifest.indexes().forEach(index -> names.add(index.generation() + ".generation"));
    return names;
  }
}
