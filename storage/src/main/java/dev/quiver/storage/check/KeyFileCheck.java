package dev.quiver.storage.check;

import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.file.HeapSource;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.lookup.KeyColumns;
import dev.quiver.storage.lookup.KeyFile;
import dev.quiver.storage.lookup.SortedKeys;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.KeyFileEntry;
import dev.quiver.storage.manifest.TablePaths;

/** Checks key files: each block, and that they hold the keys of the fragment's rows. */
final class KeyFileCheck {
  private final FragmentFiles files;
  private final Findings findings;

  KeyFileCheck(FragmentFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  void check(TablePaths paths, FragmentRecord fragment) {
    for (KeyFileEntry entry : fragment.keyFiles()) {
      String path = paths.keys(entry.id());
      String name = files.store().name() + "/" + path;
      KeyFile file = findings.read(CheckKind.CHECKSUMS, name, () -> verified(path, name));
      if (file == null) {
        continue;
      }
      findings.countFile(file.length());
      findings.expect(
          file.length() == entry.length() && file.checksum() == entry.checksum(),
          CheckKind.REFERENCES,
          name,
          () -> "it is another file than its manifest means");
      SortedKeys right =
          findings.read(CheckKind.CHECKSUMS, name, () -> read(paths, fragment, entry));
      if (right != null) {
        findings.expect(
            file.fragmentRows() == fragment.rows() && same(file, right),
            CheckKind.KEYS,
            name,
            () -> "it does not hold the keys of fragment " + fragment.id());
      }
    }
  }

  /** Read as a whole, in another way than those that the store may keep. */
  private KeyFile verified(String path, String name) {
    byte[] content = files.store().readIfPresent(path);
    if (content == null) {
      throw Envelope.corrupt(name, "the file is missing");
    }
    KeyFile file = KeyFile.open(new HeapSource(name, content));
    file.verify();
    return file;
  }

  private SortedKeys read(TablePaths paths, FragmentRecord fragment, KeyFileEntry entry) {
    int[] fieldIds = entry.fieldIds().stream().mapToInt(Integer::intValue).toArray();
    SortedKeys.Collector collector = new SortedKeys.Collector();
    try (FragmentReader reader =
        StoredFragment.of(files, paths, FragmentEntry.whole(fragment)).open(fieldIds)) {
      for (int from = 0; from < reader.physicalRows(); ) {
        findings.tell();
        int to = reader.batchEnd(from);
        collector.add(KeyColumns.of(reader.read(from, to)));
        from = to;
      }
    }
    return collector.sorted();
  }

  private static boolean same(KeyFile file, SortedKeys right) {
    boolean same = file.keys() == right.keys();
    for (int i = 0; same && i < right.keys(); i++) {
      same = file.hash(i) == right.hash(i) && file.row(i) == right.row(i);
    }
    return same;
  }
}
