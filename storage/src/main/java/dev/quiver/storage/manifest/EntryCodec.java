package dev.quiver.storage.manifest;

import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FlatRecord;
import dev.quiver.storage.format.FlatWriter;
import dev.quiver.storage.format.Micros;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries that manifests and groups share. Field ids:
 *
 * <pre>
 *  Entry   0 fragment: [uint8], a flatbuffer of its own ({@link FragmentRecord})
 *          1,2 deletes file, absent if no row is deleted   3 deleted rows: int32
 *  Line    0 version: int64   1 committed at: int64, µs   2 operation: string
 *          3 rows added: int64   4 rows deleted: int64   5 row count: int64
 *          6 fragments: int32   7 bytes: int64   8,9 manifest
 *  Ref     0,1 group   2 entries: int32   3 first version: int64
 * </pre>
 */
final class EntryCodec {
  private EntryCodec() {}

  static int encodeFragments(FlatWriter out, List<FragmentEntry> entries) {
    return out.tables(
        entries,
        e -> {
          int fragment = out.bytes(e.fragment().bytes());
          return out.start(4)
              .child(0, fragment)
              .uuid(1, e.deletes())
              .int32(3, e.deletedRows())
              .end();
        });
  }

  static List<FragmentEntry> decodeFragments(FlatRecord root, int id) {
    int count = root.count(id);
    List<FragmentEntry> entries = new ArrayList<>(Math.min(count, Group.MAX_ENTRIES));
    for (int i = 0; i < count; i++) {
      FlatRecord entry = root.table(id, i);
      ByteBuffer fragment = entry.bytesIfPresent(0);
      if (fragment == null) {
        throw Envelope.corrupt(root.file(), "fragment " + i + " is missing");
      }
      try {
        entries.add(
            new FragmentEntry(
                FragmentRecord.decode(root.file(), fragment),
                entry.uuidIfPresent(1),
                entry.int32(3)));
      } catch (IllegalArgumentException e) {
        throw Envelope.corrupt(root.file(), "fragment " + i + " has " + e.getMessage());
      }
    }
    return entries;
  }

  static int encodeHistory(FlatWriter out, List<HistoryEntry> entries) {
    return out.tables(
        entries,
        e -> {
          VersionRecord line = e.version();
          int operation = out.string(line.operation());
          out.start(10).int64(0, line.version()).int64(1, Micros.of(line.committedAt()));
          out.child(2, operation).int64(3, line.rowsAdded()).int64(4, line.rowsDeleted());
          out.int64(5, line.rowCount()).int32(6, line.fragments()).int64(7, line.bytes());
          return out.uuid(8, e.manifest()).end();
        });
  }

  static List<HistoryEntry> decodeHistory(FlatRecord root, int id) {
    int count = root.count(id);
    List<HistoryEntry> entries = new ArrayList<>(Math.min(count, Group.MAX_ENTRIES));
    for (int i = 0; i < count; i++) {
      FlatRecord line = root.table(id, i);
      VersionRecord version =
          new VersionRecord(
              line.int64(0),
              Micros.toInstant(line.int64(1)),
              line.string(2),
              line.int64(3),
              line.int64(4),
              line.int64(5),
              line.int32(6),
              line.int64(7));
      entries.add(new HistoryEntry(version, line.uuid(8)));
    }
    return entries;
  }

  static int encodeRefs(FlatWriter out, List<GroupRef> refs) {
    return out.tables(
        refs,
        r -> out.start(4).uuid(0, r.id()).int32(2, r.entries()).int64(3, r.firstVersion()).end());
  }

  static List<GroupRef> decodeRefs(FlatRecord root, int id) {
    List<GroupRef> refs = new ArrayList<>();
    for (int i = 0; i < root.count(id); i++) {
      FlatRecord ref = root.table(id, i);
      try {
        refs.add(new GroupRef(ref.uuid(0), ref.int32(2), ref.int64(3)));
      } catch (IllegalArgumentException e) {
        throw Envelope.corrupt(root.file(), "it names a " + e.getMessage());
      }
    }
    return refs;
  }
}
