package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was found over one set, and how it is printed. */
final class Report {
  private static final double[] RECALLS = {0.95, 0.98, 0.99};

  private final SearchSet set;
  private final Map<String, Built> builds = new LinkedHashMap<>();
  private final Map<Filter, Map<String, Map<String, Score>>> scores = new LinkedHashMap<>();
  private final Set<String> earlier = new LinkedHashSet<>();

  Report(SearchSet set) {
    this.set = set;
  }

  SearchSet set() {
    return set;
  }

  Map<String, Built> builds() {
    return builds;
  }

  /** By filter, peer and effort. */
  Map<Filter, Map<String, Map<String, Score>>> scores() {
    return scores;
  }

  /**
   * @param before whether an earlier run did it
   */
  void built(String peer, Built built, boolean before) {
    builds.put(peer, built);
    if (before) {
      earlier.add(peer);
    }
  }

  boolean isBuilt(String peer) {
    Built built = builds.get(peer);
    return built != null && built.failure().isEmpty();
  }

  void searched(Filter filter, Map<String, Map<String, Score>> found) {
    scores.put(filter, found);
  }

  double bytesBeyondVectors(Built built) {
    return (built.bytes() - set.rawBytes()) / (double) set.rows().length;
  }

  double cpuPerMillion(Built built) {
    return built.cpuSeconds() * 1e6 / set.rows().length;
  }

  void printBuilds() {
    Table table =
        new Table(
            "peer", "CPU s", "CPU s a million", "s", "files beyond vectors, bytes a row", "remark");
    builds.forEach(
        (peer, built) -> {
          if (!built.failure().isEmpty()) {
            table.row(peer, "", "", "", "", "not run: " + built.failure());
          } else {
            table.row(
                peer,
                built.cpuSeconds(),
                cpuPerMillion(built),
                built.seconds(),
                built.bytes() < set.rawBytes() ? "" : (Object) bytesBeyondVectors(built),
                built.remark() + (earlier.contains(peer) ? "; built earlier" : ""));
          }
        });
    table.print("Building an index: " + set.title());
  }

  void printRuns(Filter filter) {
    Table table =
        new Table(
            "peer", "effort", "recall@10", "queries/s", "queries", "least rows", "wrong rows");
    scores
        .getOrDefault(filter, Map.of())
        .forEach(
            (peer, own) ->
                own.forEach(
                    (effort, score) ->
                        table.row(
                            peer,
                            effort,
                            String.format(Locale.ROOT, "%.4f", score.recall()),
                            score.perSecond(),
                            score.queries(),
                            score.least(),
                            score.wrong())));
    table.print(set.title() + ", top 10 by L2, filter " + filter.name());
  }

  void printBest() {
    List<String> titles = new ArrayList<>(List.of("filter", "recall at least"));
    List<String> peers = builds.keySet().stream().filter(this::isBuilt).toList();
    titles.addAll(peers);
    Table table = new Table(titles.toArray(String[]::new));
    for (Filter filter : scores.keySet()) {
      for (double recall : RECALLS) {
        List<Object> row = new ArrayList<>(List.of(filter.name(), recall));
        for (String peer : peers) {
          Score best = fastest(filter, peer, recall);
          row.add(best == null ? "not reached" : (Object) best.perSecond());
        }
        table.row(row.toArray());
      }
    }
    table.print("Queries/s of the fastest setting that reaches a recall: " + set.title());
  }

  /** The fastest setting of the peers whose name begins so that finds enough. */
  @Nullable Score fastest(Filter filter, String peer, double recall) {
    Score fastest = null;
    for (Map.Entry<String, Map<String, Score>> own :
        scores.getOrDefault(filter, Map.of()).entrySet()) {
      if (own.getKey().startsWith(peer)) {
        for (Score score : own.getValue().values()) {
          boolean better = fastest == null || score.perSecond() > fastest.perSecond();
          if (score.recall() >= recall && better) {
            fastest = score;
          }
        }
      }
    }
    return fastest;
  }

  /** Likewise, or the one that finds most where none finds enough. */
  @Nullable Score fastestOrBest(Filter filter, String peer, double recall) {
    Score fastest = fastest(filter, peer, recall);
    if (fastest != null) {
      return fastest;
    }
    Score best = null;
    for (Map.Entry<String, Map<String, Score>> own :
        scores.getOrDefault(filter, Map.of()).entrySet()) {
      if (own.getKey().startsWith(peer)) {
        for (Score score : own.getValue().values()) {
          if (best == null || score.recall() > best.recall()) {
            best = score;
          }
        }
      }
    }
    return best;
  }
}
