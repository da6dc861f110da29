package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.quantiser.MetricSpace.Place;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.format.FileSummary;
import dev.quiver.storage.graph.BuiltGraph;
import dev.quiver.storage.graph.GraphBuilder;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.IndexFile;
import dev.quiver.storage.posting.GraphModel;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the graphs of fragments. A fragment that is made of others gets a graph of its own anew.
 * For one thread.
 */
record GraphIndexer(
    IndexBuilder.Site site,
    IndexEntry entry,
    GraphModel model,
    List<String> written,
    Monitor monitor) {

  /** Makes the graph of a fragment; two steps of the monitor for each row. */
  IndexFile index(FragmentLists.Stretch whole, FragmentLists.@Nullable Truth truth) {
    GraphRows rows =
        GraphRows.of(whole, entry.definition().fieldId(), model.space(), truth, monitor);
    BuiltGraph graph =
        new GraphBuilder(rows.vectors(), model.shape(), monitor).build(rows.rows(Place.INSIDE));
    UUID id = site.uuids().get();
    String path = site.paths().postings(id);
    written.add(path);
    try (FileSink sink = site.files().store().create(path)) {
      FileSummary summary =
          graph.write(sink, entry.generation(), rows.rows(Place.OUTSIDE), rows.rows(Place.NOWHERE));
      return new IndexFile(
          entry.id(), entry.generation(), id, summary.length(), summary.checksum());
    }
  }
}
