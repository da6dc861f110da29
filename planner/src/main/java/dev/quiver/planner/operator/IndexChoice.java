package dev.quiver.planner.operator;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.index.SearchEffort;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.IndexModel;
import dev.quiver.storage.table.Field;
import java.util.ArrayList;
import java.util.List;
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
    List<String> others = new ArrayList<>();
    for (VectorIndex index : table.indexes()) {
      if (index.definition().fieldId() != fieldId) {
        continue;
      }
      if (index.definition().serves(plan.metric())) {
        return of(plan, index, recall);
      }
      others.add(index.definition().name() + " is for " + index.definition().metricName());
    }
    return none(() -> others.isEmpty() ? "" : "none, since " + String.join(", ", others));
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
      return through(plan, index, SearchEffort.ofCandidates(hint.ef().getAsInt()), "");
    }
    if (!graphs && hint.nprobes().isPresent()) {
      return through(plan, index, SearchEffort.ofProbes(hint.nprobes().getAsInt()), "");
    }
    double asked = hint.recall().orElse(recall);
    SearchEffort effort =
        asked >= 1 ? null : SearchEffort.forRecall(index.model(), asked).orElse(null);
    return effort == null
        ? none(() -> "none, since " + name(index) + reasonOfNoEffort(index, asked))
        : through(plan, index, effort, "recall " + asked + " by ");
  }

  private static IndexChoice through(
      VectorSearchPlan plan, VectorIndex index, SearchEffort effort, String purpose) {
    return new IndexChoice(
        Optional.of(index),
        Optional.of(effort),
        () ->
            name(index)
                + ", "
                + purpose
                + described(index.model(), effort)
                + refined(plan.annOptions(), index.definition().method())
                + unfitting(plan.annOptions(), index.definition().method())
                + ", "
                + index.rowsUnindexed()
                + " rows not indexed");
  }

  private static String described(IndexModel model, SearchEffort effort) {
    return model instanceof Generation lists
        ? Math.min(effort.probes(), lists.lists()) + " of " + lists.lists() + " lists"
        : effort.probes() + " candidates";
  }

  private static String unfitting(AnnOptions hint, IndexMethod method) {
    if (method.usesGraphs()) {
      return hint.nprobes().isPresent() ? ", without nprobes, which is of lists" : "";
    }
    return hint.ef().isPresent() ? ", without ef, which is of graphs" : "";
  }

  private static String refined(AnnOptions hint, IndexMethod method) {
    if (hint.refineFactor().isEmpty()) {
      return "";
    }
    return method.estimates()
        ? ", comparing " + hint.refineFactor().getAsInt() + " rows for each wanted"
        : ", comparing all rows it comes upon";
  }

  /**
   * What a run is going to do, by how many rows are expected to satisfy the conditions; empty where
   * there is no index to go through.
   */
  Optional<String> strategy(
      VectorSearchPlan plan, TableVersion table, ExecutionContext context, int limit) {
    VectorIndex chosen = index.orElse(null);
    if (chosen == null || effort.isEmpty()) {
      return Optional.empty();
    }
    ScanPlan scan = plan.candidates().withoutOuterRow();
    int[] all = scan.table().schema().fields().stream().mapToInt(Field::id).toArray();
    double matches = 0;
    double rows = 0;
    int covered = 0;
    for (int f = 0; f < table.fragments().size(); f++) {
      Fragment fragment = table.fragments().get(f);
      if (chosen.covers(f)
          && FragmentPruning.mayMatch(fragment, scan, scan.fieldIds(), context.evaluation())) {
        matches += new RowEstimate(fragment, all).rows(scan.conditionNodes());
        rows += fragment.physicalRows();
        covered++;
      }
    }
    boolean exact =
        new SearchCost(chosen, effort.get(), matches, rows, covered).isExactCheaper(limit, 1);
    boolean graphs = chosen.definition().method().usesGraphs();
    return Optional.of(
        "about "
            + Math.round(matches)
            + " matches, "
            + (exact ? "compared one by one" : graphs ? "by walking graphs" : "by lists"));
  }

  private static String reasonOfNoEffort(VectorIndex index, double asked) {
    return asked < 1 && index.model().trainedRows() == 0
        ? " was made of no rows; OPTIMIZE TABLE makes it anew"
        : " does not reach recall " + asked;
  }

  private static String name(VectorIndex index) {
    return index.definition().name() + " (" + index.definition().method() + ")";
  }
}
