package dev.quiver.planner.operator;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.index.SearchEffort;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.IndexModel;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The index that a search may go through, and how hard it then tries; or why it goes through none.
 *
 * @param index empty if every row is to be compared
 * @param reason what EXPLAIN says; empty if the column has no index
 */
record IndexChoice(
    Optional<VectorIndex> index, Optional<SearchEffort> effort, Supplier<String> reason) {
  private static IndexChoice none(Supplier<String> reason) {
    return new IndexChoice(Optional.empty(), Optional.empty(), reason);
  }

  /**
   * @param recall the share of the nearest rows that is to be found, unless a hint says otherwise
   */
  static IndexChoice of(VectorSearchPlan plan, TableVersion table, double recall) {
    int fieldId = plan.candidates().fieldIds()[plan.vectorColumn()];
    String others = "";
    for (VectorIndex index : table.indexes()) {
      if (index.definition().fieldId() != fieldId) {
        continue;
      }
      if (index.definition().serves(plan.metric())) {
        return of(plan, index, recall);
      }
      others = index.definition().name() + " is for " + metricName(index.definition().metric());
    }
    String found = others;
    return none(() -> found.isEmpty() ? "" : "none, since " + found);
  }

  private static IndexChoice of(VectorSearchPlan plan, VectorIndex index, double recall) {
    if (plan.findsRowsToChange()) {
      return none(() -> "none, since rows to be changed are found exactly");
    }
    AnnOptions hint = plan.annOptions();
    if (hint.exact()) {
      return none(() -> "none, since the hint asks for every row to be compared");
    }
    boolean graphs = index.definition().method().usesGraphs();
    if (graphs && hint.ef().isPresent()) {
      return through(index, SearchEffort.ofCandidates(hint.ef().getAsInt()), "");
    }
    if (!graphs && hint.nprobes().isPresent()) {
      return through(index, SearchEffort.ofProbes(hint.nprobes().getAsInt()), "");
    }
    double asked = hint.recall().orElse(recall);
    SearchEffort effort =
        asked >= 1 ? null : SearchEffort.forRecall(index.model(), asked).orElse(null);
    return effort == null
        ? none(() -> "none, since " + name(index) + " does not reach recall " + asked)
        : through(index, effort, "recall " + asked + " by ");
  }

  private static IndexChoice through(VectorIndex index, SearchEffort effort, String purpose) {
    return new IndexChoice(
        Optional.of(index),
        Optional.of(effort),
        () ->
            name(index)
                + ", "
                + purpose
                + described(index.model(), effort)
                + ", "
                + index.rowsUnindexed()
                + " rows not indexed");
  }

  private static String described(IndexModel model, SearchEffort effort) {
    return model instanceof Generation lists
        ? Math.min(effort.probes(), lists.lists()) + " of " + lists.lists() + " lists"
        : effort.probes() + " candidates";
  }

  private static String name(VectorIndex index) {
    return index.definition().name() + " (" + index.definition().method() + ")";
  }

  static String metricName(Metric metric) {
    return switch (metric) {
      case L2 -> "l2";
      case COSINE -> "cosine";
      case NEGATIVE_INNER_PRODUCT -> "dot";
      case L2_SQUARED, L1, HAMMING, JACCARD -> metric.name();
    };
  }
}
