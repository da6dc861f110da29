package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The recall that was asked for against the recall that was measured, for Quiver alone. */
final class Promises {
  private static final List<String> ASKED = List.of("0.8", "0.9", "0.95", "0.98", "0.99");

  /** Fewer, where a busy machine cut the passes, say too little about a recall. */
  private static final int FEWEST_QUERIES = 100;

  private final Table table = new Table(titles());
  private double worst;
  private String worstCase = "";

  private static String[] titles() {
    List<String> titles = new ArrayList<>(List.of("data", "method", "filter"));
    titles.addAll(ASKED);
    return titles.toArray(String[]::new);
  }

  void add(Report report) {
    report
        .scores()
        .forEach(
            (filter, peers) ->
                peers.forEach(
                    (peer, own) -> {
                      if (peer.startsWith(Peers.QUIVER)) {
                        add(report.set().title(), peer, filter.name(), own);
                      }
                    }));
  }

  private void add(String title, String peer, String filter, Map<String, Score> own) {
    List<Object> row = new ArrayList<>(List.of(title, peer, filter));
    for (String asked : ASKED) {
      Score score = own.get(asked);
      row.add(
          score == null || score.queries() < FEWEST_QUERIES
              ? ""
              : String.format(Locale.ROOT, "%.4f", score.recall()));
    }
    table.row(row.toArray());
    own.forEach(
        (asked, score) -> {
          double shortfall = Double.parseDouble(asked) - score.recall();
          if (shortfall > worst && score.queries() >= FEWEST_QUERIES) {
            worst = shortfall;
            worstCase = String.join(", ", title, peer, filter, asked);
          }
        });
  }

  void print() {
    table.print("Recall asked for, and measured");
  }

  /** By how much what was asked for was missed at worst; 0 if it never was. */
  double worst() {
    return worst;
  }

  String worstCase() {
    return worstCase;
  }
}
