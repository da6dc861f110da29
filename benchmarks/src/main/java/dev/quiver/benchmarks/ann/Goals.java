package dev.quiver.benchmarks.ann;

import dev.quiver.benchmarks.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wanted of Quiver, beside what was measured. */
final class Goals {
  private final Table table = new Table("data", "what", "measured", "wanted", "");

  /** A ratio of two settings' queries a second. */
  private record Speed(@Nullable Score ours, Score theirs) {}

  void add(Report report, boolean glove) {
    for (Filter filter : report.scores().keySet()) {
      switch (filter.kind()) {
        case NONE -> {
          if (glove) {
            plain(report, filter);
          }
        }
        case RANDOM -> random(report, filter);
        case NEAR -> faster(report, filter, 0.95, Peers.HNSWLIB, 0.8);
        case FAR -> faster(report, filter, 0.99, Peers.HNSWLIB, 20);
      }
    }
    builds(report);
  }

  private void plain(Report report, Filter filter) {
    faster(report, filter, 0.95, Peers.HNSWLIB, 1.3);
    faster(report, filter, 0.95, Peers.LUCENE, 4);
    faster(report, filter, 0.95, Peers.LANCE, 20);
    faster(report, filter, 0.98, Peers.HNSWLIB, 1.8);
    faster(report, filter, 0.98, Peers.LUCENE, 4);
  }

  private void random(Report report, Filter filter) {
    switch (filter.below()) {
      case 1 -> faster(report, filter, 0.99, Peers.HNSWLIB, 50);
      case 10 -> faster(report, filter, 0.99, Peers.HNSWLIB, 5);
      default -> faster(report, filter, 0.95, Peers.HNSWLIB, 0.8);
    }
  }

  private void faster(Report report, Filter filter, double recall, String peer, double wanted) {
    Score theirs = report.fastestOrBest(filter, peer, recall);
    if (theirs == null) {
      return;
    }
    Speed speed = new Speed(report.fastest(filter, Peers.QUIVER, recall), theirs);
    String what =
        String.format(
            Locale.ROOT,
            "queries/s at recall ≥ %s, filter %s, against %s",
            recall,
            filter.name(),
            peer);
    row(report, what, measured(speed, recall), "≥ " + wanted + " ×", reached(speed, wanted));
    Map<String, Map<String, Score>> found = report.scores().getOrDefault(filter, Map.of());
    int least =
        found.entrySet().stream()
            .filter(own -> own.getKey().startsWith(Peers.QUIVER))
            .flatMap(own -> own.getValue().values().stream())
            .mapToInt(Score::least)
            .min()
            .orElse(SearchSet.K);
    if (least < SearchSet.K) {
      row(report, "rows given, filter " + filter.name(), String.valueOf(least), "10", false);
    }
  }

  private static String measured(Speed speed, double recall) {
    if (speed.ours() == null) {
      return "recall not reached";
    }
    String text =
        String.format(Locale.ROOT, "%.2f ×", speed.ours().perSecond() / speed.theirs().perSecond());
    return speed.theirs().recall() >= recall
        ? text
        : text + String.format(Locale.ROOT, " (its recall %.3f)", speed.theirs().recall());
  }

  private static boolean reached(Speed speed, double wanted) {
    return speed.ours() != null && speed.ours().perSecond() >= wanted * speed.theirs().perSecond();
  }

  private void builds(Report report) {
    Built ours = report.builds().get(Peers.QUIVER + " IVF_RQ");
    if (ours == null || !ours.failure().isEmpty()) {
      return;
    }
    for (Map.Entry<String, Integer> peer :
        List.of(Map.entry(Peers.HNSWLIB, 9), Map.entry(Peers.LUCENE, 20))) {
      Built theirs = report.builds().get(peer.getKey());
      if (theirs != null && theirs.failure().isEmpty()) {
        double ratio = theirs.cpuSeconds() / ours.cpuSeconds();
        row(
            report,
            "build CPU, IVF_RQ, against " + peer.getKey(),
            String.format(Locale.ROOT, "1/%.1f", ratio),
            "≤ 1/" + peer.getValue(),
            ratio >= peer.getValue());
      }
    }
    if (report.set().dimension() <= 128) {
      double each = report.cpuPerMillion(ours);
      row(report, "build CPU seconds a million, IVF_RQ", Table.round(each), "≤ 20", each <= 20);
    }
    double bytes = Double.parseDouble(ours.remark().substring(0, ours.remark().indexOf(' ')));
    double wanted = report.set().dimension() / 8.0 + 20;
    row(
        report,
        "index bytes a row, IVF_RQ, without the centres of lists",
        Table.round(bytes),
        "≤ " + Table.round(wanted),
        bytes <= wanted);
  }

  void add(Promises promises) {
    table.row(
        "all",
        "recall below what was asked for, at worst (" + promises.worstCase() + ")",
        String.format(Locale.ROOT, "%.4f", promises.worst()),
        "≤ 0.01",
        promises.worst() <= 0.01 ? "reached" : "not reached");
  }

  private void row(Report report, String what, String measured, String wanted, boolean reached) {
    table.row(report.set().title(), what, measured, wanted, reached ? "reached" : "not reached");
  }

  void print() {
    table.print("Goals; Quiver by whichever of its methods was fastest");
  }
}
