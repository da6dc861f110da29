package dev.quiver.storage.manifest;

import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.format.FlatRecord;
import dev.quiver.storage.format.FlatWriter;
import dev.quiver.storage.table.Schema;
import java.util.List;
import java.util.UUID;

/**
 * What a table holds at one version: a file {@code manifests/<uuid>.manifest} in an {@link
 * Envelope}, a flatbuffer. Field ids:
 *
 * <pre>
 *  Manifest   0,1 table   2 version: int64   3 schema: Schema ({@link SchemaCodec})
 *             4 live rows: int64   5 fragments: int32   6 bytes of data files: int64
 *             7 groups of fragments: [Ref]   8 further fragments: [Entry]
 *             9 groups of history: [Ref]    10 further history: [Line]   ({@link EntryCodec})
 *             11 indexes: [Index] ({@link IndexCodec}); a manifest with one has the reader's feature
 *                flag {@link Envelope#INDEXES}, and its own ({@link
 *                IndexDefinition#readerFlags})
 * </pre>
 *
 * <p>Fragments are in the order of their rows; history is oldest first and ends with this version.
 */
public record Manifest(
    UUID table,
    long version,
    Schema schema,
    Totals totals,
    Spilled<FragmentEntry> fragments,
    Spilled<HistoryEntry> history,
    List<IndexEntry> indexes) {
  public Manifest {
    indexes = List.copyOf(indexes);
  }

  byte[] encode() {
    FlatWriter out = new FlatWriter();
    int schemaAt = SchemaCodec.encode(out, schema);
    int groupsAt = EntryCodec.encodeRefs(out, fragments.groups());
    int fragmentsAt = EntryCodec.encodeFragments(out, fragments.tail());
    int historyGroupsAt = EntryCodec.encodeRefs(out, history.groups());
    int historyAt = EntryCodec.encodeHistory(out, history.tail());
    int indexesAt = indexes.isEmpty() ? 0 : IndexCodec.encode(out, indexes);
    out.start(12).uuid(0, table).int64(2, version).child(3, schemaAt);
    out.int64(4, totals.rows()).int32(5, totals.fragments()).int64(6, totals.bytes());
    out.child(7, groupsAt).child(8, fragmentsAt).child(9, historyGroupsAt).child(10, historyAt);
    return Envelope.seal(FileKind.MANIFEST, flags(), out.child(11, indexesAt).finish(out.end()));
  }

  private long flags() {
    long flags = hasKeys() ? Envelope.KEYS : 0;
    for (IndexEntry index : indexes) {
      flags |= Envelope.INDEXES | index.definition().readerFlags();
    }
    return flags;
  }

  private boolean hasKeys() {
    return !schema.uniqueKeys().isEmpty()
        || fragments.tail().stream().anyMatch(e -> e.fragment().hasKeyFiles());
  }

  /**
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static Manifest decode(Envelope envelope) {
    FlatRecord root = FlatRecord.root(envelope.file(), envelope.payload());
    FlatRecord schema = root.tableIfPresent(3);
    if (schema == null) {
      throw Envelope.corrupt(envelope.file(), "it has no schema");
    }
    return new Manifest(
        root.uuid(0),
        root.int64(2),
        SchemaCodec.decode(schema),
        new Totals(root.int64(4), root.int32(5), root.int64(6)),
        new Spilled<>(EntryCodec.decodeRefs(root, 7), EntryCodec.decodeFragments(root, 8)),
        new Spilled<>(EntryCodec.decodeRefs(root, 9), EntryCodec.decodeHistory(root, 10)),
        IndexCodec.decode(root, 11));
  }
}
