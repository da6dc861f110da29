package dev.quiver.storage.manifest;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.IndexParameters;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FlatRecord;
import dev.quiver.storage.format.FlatWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The indexes of a manifest. Field ids:
 *
 * <pre>
 *  Index   0,1 id   2 name: string   3 column's field id: int32   4 method: string
 *          5 metric: string   6 lists asked for: int32, 0 for none   7,8 generation
 *          9 neighbours asked for: int32, 10 effort asked for: int32,
 *          11 parts asked for: int32, 12 bits of a part asked for: int32; 0 for none
 * </pre>
 */
final class IndexCodec {
  private IndexCodec() {}

  static int encode(FlatWriter out, List<IndexEntry> indexes) {
    return out.tables(
        indexes,
        index -> {
          IndexDefinition definition = index.definition();
          int name = out.string(definition.name());
          int method = out.string(definition.method().name());
          int metric = out.string(definition.metric().name());
          out.start(13).uuid(0, index.id()).child(2, name).int32(3, definition.fieldId());
          out.child(4, method).child(5, metric).int32(6, definition.lists());
          out.int32(9, definition.parameters().neighbours());
          out.int32(10, definition.parameters().effort());
          out.int32(11, definition.parameters().parts());
          out.int32(12, definition.parameters().bits());
          return out.uuid(7, index.generation()).end();
        });
  }

  static List<IndexEntry> decode(FlatRecord root, int id) {
    List<IndexEntry> indexes = new ArrayList<>();
    for (int i = 0; i < root.count(id); i++) {
      FlatRecord index = root.table(id, i);
      try {
        IndexDefinition definition =
            new IndexDefinition(
                index.string(2),
                index.int32(3),
                IndexMethod.valueOf(index.string(4)),
                Metric.valueOf(index.string(5)),
                new IndexParameters(
                    index.int32(6),
                    index.int32(9),
                    index.int32(10),
                    index.int32(11),
                    index.int32(12)));
        indexes.add(new IndexEntry(index.uuid(0), definition, index.uuid(7)));
      } catch (IllegalArgumentException e) {
        throw Envelope.corrupt(root.file(), "an index of it has " + e.getMessage());
      }
    }
    return indexes;
  }
}
