package dev.quiver.planner.rewrite;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/**
 * Takes the search for the nearest rows below what stands between the limit and the tables: the
 * nearest of several tables are among the nearest of each (UNION ALL), and the nearest of a table's
 * rows that each find a partner, or stay alone, are among its nearest (LEFT JOIN). The limit stays
 * above, over the few rows left.
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
    } else if (below instanceof Join join && join.getJoinType() == JoinRelType.LEFT) {
      input = leftJoin(sort, project, join, rows);
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

  private static Optional<RelNode> search(Sort sort) {
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

  private static Optional<RelNode> leftJoin(
      Sort sort, @Nullable Project project, Join join, RexNode rows) {
    RelFieldCollation order = sort.getCollation().getFieldCollations().get(0);
    RelNode left = join.getLeft();
    int leftCount = left.getRowType().getFieldCount();
    RexNode key =
        project == null
            ? RexInputRef.of(order.getFieldIndex(), join.getRowType())
            : project.getProjects().get(order.getFieldIndex());
    if (!join.getVariablesSet().isEmpty() || !isOver(leftCount, key)) {
      return Optional.empty();
    }
    RelFieldCollation byKey =
        new RelFieldCollation(leftCount, order.direction, order.nullDirection);
    return search(LogicalSort.create(withKey(left, key), RelCollations.of(byKey), null, rows))
        .map(nearest -> rejoined(nearest, key, join, project));
  }

  /** Whether an expression needs nothing but the first fields. */
  private static boolean isOver(int fields, RexNode node) {
    return RexUtil.isDeterministic(node)
        && RelOptUtil.InputFinder.bits(node).nextSetBit(fields) < 0;
  }

  /** The node's fields and then the key, so that it need not be computed again above. */
  private static RelNode withKey(RelNode node, RexNode key) {
    List<RexNode> fields = new ArrayList<>();
    List<String> names = new ArrayList<>(node.getRowType().getFieldNames());
    for (int i = 0; i < names.size(); i++) {
      fields.add(RexInputRef.of(i, node.getRowType()));
    }
    fields.add(key);
    names.add(VectorTopK.DISTANCE);
    return LogicalProject.create(node, List.of(), fields, names, Set.of());
  }

  private static RelNode rejoined(RelNode left, RexNode key, Join join, @Nullable Project project) {
    int keyField = left.getRowType().getFieldCount() - 1;
    RelNode right = join.getRight().accept(new NearestRewrite());
    RelNode joined =
        LogicalJoin.create(
            left,
            right,
            List.of(),
            join.getCondition().accept(new Shifted(keyField, null)),
            Set.of(),
            join.getJoinType());
    Shifted shifted = new Shifted(keyField, key);
    List<RexNode> fields = new ArrayList<>();
    if (project == null) {
      for (int i = 0; i < join.getRowType().getFieldCount(); i++) {
        fields.add(RexInputRef.of(i, join.getRowType()).accept(shifted));
      }
    } else {
      project.getProjects().forEach(node -> fields.add(node.accept(shifted)));
    }
    return LogicalProject.create(
        joined,
        List.of(),
        fields,
        project == null ? join.getRowType() : project.getRowType(),
        Set.of());
  }

  /** Over a join whose left side has got one more field: the key, if there is one. */
  private static final class Shifted extends RexShuttle {
    private final int keyField;
    private final @Nullable RexNode key;

    Shifted(int keyField, @Nullable RexNode key) {
      this.keyField = keyField;
      this.key = key;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      return call.equals(key)
          ? new RexInputRef(keyField, call.getType())
          : Objects.requireNonNull(super.visitCall(call));
    }

    @Override
    public RexNode visitInputRef(RexInputRef reference) {
      return reference.getIndex() < keyField
          ? reference
          : new RexInputRef(reference.getIndex() + 1, reference.getType());
    }
  }
}
