package dev.quiver.storage.manifest;

import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.format.FlatRecord;
import dev.quiver.storage.format.FlatWriter;
import java.util.List;

/**
 * A file {@code groups/<uuid>.group} in an {@link Envelope}, a flatbuffer: a run of at most 1,000
 * fragments or lines of history, written once and named by many manifests. Field ids:
 *
 * <pre>
 *  Group   0 fragments: [Entry]   1 history: [Line]   ({@link EntryCodec}); one of them is empty
 * </pre>
 */
public record Group(List<FragmentEntry> fragments, List<HistoryEntry> history) {
  public static final int MAX_ENTRIES = 1_000;

  public Group {
    fragments = List.copyOf(fragments);
    history = List.copyOf(history);
  }

  byte[] encode() {
    FlatWriter out = new FlatWriter();
    int fragmentsAt = EntryCodec.encodeFragments(out, fragments);
    int historyAt = EntryCodec.encodeHistory(out, history);
    out.start(2).child(0, fragmentsAt).child(1, historyAt);
    boolean keys = fragments.stream().anyMatch(e -> e.fragment().hasKeyFiles());
    return Envelope.seal(FileKind.GROUP, keys ? Envelope.KEYS : 0, out.finish(out.end()));
  }

  /**
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static Group decode(Envelope envelope) {
    FlatRecord root = FlatRecord.root(envelope.file(), envelope.payload());
    return new Group(EntryCodec.decodeFragments(root, 0), EntryCodec.decodeHistory(root, 1));
  }
}
