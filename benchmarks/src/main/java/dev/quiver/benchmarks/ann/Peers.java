package dev.quiver.benchmarks.ann;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who takes part over which data. */
final class Peers {
  static final String HNSWLIB = "hnswlib";
  static final String LUCENE = "Lucene HNSW";
  static final String LANCE = "LanceDB";
  static final String QUIVER = "Quiver";

  private Peers() {}

  /** All over the words; over the rest Quiver, the two that goals name, and usearch. */
  static List<Peer> of(DataSet data, Options options) {
    Path npm = options.cache().resolve("npm");
    List<Peer> peers = new ArrayList<>();
    for (String method : List.of("IVF_RQ", "IVF_PQ", "IVF_FLAT", "HNSW")) {
      peers.add(new QuiverPeer(method, options.version()));
    }
    peers.add(new FlaggedPeer(new QuiverPeer("IVF_RQ", options.version()), data, options));
    peers.add(new NodePeer(HNSWLIB, "hnswlib", "", options.scripts(), npm));
    peers.add(new LucenePeer());
    if (options.all()) {
      peers.add(new NodePeer("usearch", "usearch", "", options.scripts(), npm));
    }
    if (options.all() && data == DataSet.GLOVE) {
      peers.add(new JvectorPeer());
      for (String kind : List.of("IVF_PQ", "IVF_HNSW_SQ", "IVF_RQ")) {
        peers.add(new NodePeer(LANCE + " " + kind, "lancedb", kind, options.scripts(), npm));
      }
      peers.add(new PgvectorPeer());
    }
    peers.removeIf(peer -> !options.wants(peer));
    return peers;
  }
}
