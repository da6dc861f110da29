package dev.quiver.planner.rewrite;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/**
 * Takes the search for the nearest rows below what stands between the limit and the tables: the
 * nearest of several tables are among the nearest of each (UNION ALL), and the nearest rows of a
 * join are made of the nearest of one side ({@link NearestBelowJoin}). The limit stays above, over
 * the few rows left.
 */
final class NearestBelow {
  private static final BigDecimal MAX_ROWS = BigDecimal.valueOf(Long.MAX_VALUE);

  private NearestBelow() {}

  /** The same rows from searches; empty if there is none below that would pay. */
  static Optional<RelNode> rewrite(Sort sort) {
    RexNode rows = rows(sort);
    if (rows == null || sort.getCollation().getFieldCollations().size() != 1) {
      return Optional.empty();
    }
    Project project = sort.getInput() instanceof Project p ? p : null;
    if (project != null
        && (project.containsOver() || RexUtil.SubQueryFinder.containsSubQuery(project))) {
      return Optional.empty();
    }
    RelNode below = project == null ? sort.getInput() : project.getInput();
    Optional<RelNode> input = Optional.empty();
    if (below instanceof Union union && union.all) {
      input = union(sort, project, union, rows);
    } else if (below instanceof Join join) {
      input = NearestBelowJoin.rewrite(join, project, sort, rows);
    }
    return input.map(node -> sort.copy(sort.getTraitSet(), List.of(node)));
  }

  /** How many rows from each input are enough; null if that cannot be said beforehand. */
  private static @Nullable RexNode rows(Sort sort) {
    if (sort.offset == null || sort.fetch == null) {
      return sort.fetch;
    }
    return sort.offset instanceof RexLiteral offset && sort.fetch instanceof RexLiteral fetch
        ? sort.getCluster()
            .getRexBuilder()
            .makeBigintLiteral(
                RexLiteral.bigDecimalValue(offset)
                    .add(RexLiteral.bigDecimalValue(fetch))
                    .min(MAX_ROWS))
        : null;
  }

  /** What a limited sort gives, from searches; empty if none would pay. */
  static Optional<RelNode> search(Sort sort) {
    return NearestRewrite.nearest(sort).or(() -> rewrite(sort));
  }

  private static Optional<RelNode> union(
      Sort sort, @Nullable Project project, Union union, RexNode rows) {
    boolean any = false;
    List<RelNode> branches = new ArrayList<>();
    for (RelNode input : union.getInputs()) {
      if (project != null && !input.getRowType().equalsSansFieldNames(union.getRowType())) {
        return Optional.empty();
      }
      RelNode branch =
          project == null
              ? input
              : LogicalProject.create(
                  input, List.of(), project.getProjects(), project.getRowType(), Set.of());
      Optional<RelNode> found = search(LogicalSort.create(branch, sort.getCollation(), null, rows));
      any |= found.isPresent();
      branches.add(found.orElseGet(() -> branch.accept(new NearestRewrite())));
    }
    return any ? Optional.of(LogicalUnion.create(branches, true)) : Optional.empty();
  }
}
