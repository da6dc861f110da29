package dev.quiver.planner.operator;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.index.SearchEffort;
import dev.quiver.storage.index.VectorIndex;
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
   * @param recall the share of the nearest rows that is to be found
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
    SearchEffort effort =
        recall >= 1 ? null : SearchEffort.forRecall(index.generation(), recall).orElse(null);
    if (effort == null) {
      return none(() -> "none, since " + name(index) + " does not reach recall " + recall);
    }
    return new IndexChoice(
        Optional.of(index),
        Optional.of(effort),
        () ->
            name(index)
                + ", recall "
                + recall
                + " by "
                + effort.probes()
                + " of "
                + index.generation().lists()
                + " lists, "
                + index.rowsUnindexed()
                + " rows not indexed");
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
