package dev.quiver.benchmarks.ann;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Searches of one set by all peers, by turns: each round lets every peer ask a filter's queries
 * with each of its settings, so that what else the machine does strikes all of them alike; the
 * fastest round counts.
 *
 * <p>The first round takes settings of growing effort until one finds all but everything. A pass is
 * cut after a while, and a peer that was slow for long has no further rounds: all of it takes a
 * bounded time.
 */
final class Contest {
  private static final int ROUNDS = 3;
  private static final double ENOUGH_RECALL = 0.995;
  private static final long PASS_NANOS = 1_500_000_000L;
  private static final long PEER_NANOS = 12_000_000_000L;
  private static final int QUICK_SHARE = 4;

  private final SearchSet set;
  private final Truth truth;
  private final Map<String, Peer.Index> peers;
  private final int share;

  /**
   * @param peers by name
   * @param quick cuts after a quarter of the time
   */
  Contest(SearchSet set, Truth truth, Map<String, Peer.Index> peers, boolean quick) {
    this.share = quick ? QUICK_SHARE : 1;
    this.set = set;
    this.truth = truth;
    this.peers = peers;
  }

  /** By peer, by effort. */
  Map<String, Map<String, Score>> run(Filter filter) throws Exception {
    Map<String, Map<String, Score>> scores = new LinkedHashMap<>();
    Map<String, Long> spent = new HashMap<>();
    Set<String> out = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Peer.Index> peer : peers.entrySet()) {
        String name = peer.getKey();
        Peer.Index index = peer.getValue();
        if (out.contains(name) || (!filter.keepsAll() && !index.filters())) {
          continue;
        }
        Map<String, Score> own = scores.computeIfAbsent(name, n -> new LinkedHashMap<>());
        long start = System.nanoTime();
        round(index, filter, round == 0, own);
        long all = spent.merge(name, System.nanoTime() - start, Long::sum);
        if (all > PEER_NANOS / share) {
          out.add(name);
        }
      }
    }
    return scores;
  }

  private void round(Peer.Index index, Filter filter, boolean first, Map<String, Score> own)
      throws Exception {
    List<String> efforts = first ? index.efforts() : new ArrayList<>(own.keySet());
    for (String effort : efforts) {
      Peer.Pass pass = index.search(effort, filter, PASS_NANOS / share);
      Score score = Score.of(set, truth, filter, pass);
      own.merge(effort, score, Score::or);
      if (first && score.recall() > ENOUGH_RECALL && !index.promises()) {
        return;
      }
    }
  }
}
