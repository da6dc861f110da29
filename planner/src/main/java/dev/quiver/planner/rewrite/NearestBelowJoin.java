package dev.quiver.planner.rewrite;

import dev.quiver.planner.function.JoinKeyOperators;
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
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/**
 * A limited sort above a join, by a key that one side has alone.
 *
 * <p>Every row of the left side of a LEFT JOIN gives a row, so the nearest of that side are enough.
 * Of an INNER JOIN those rows give one that have a partner: where equal keys are all that makes a
 * partner, the other side's keys become a condition of the search. The other side is then read
 * first and held, as the right side of every join is.
 *
 * @param fields what is above the join, over its fields
 * @param names the names of those fields
 * @param rows how many rows are enough
 */
record NearestBelowJoin(
    Join join, List<RexNode> fields, List<String> names, Sort sort, RexNode rows) {
  /** The other side may have so many times the rows of the side that is searched, */
  private static final double HELD_ROWS_RATIO = 4;

  /** or at least so many. */
  private static final double HELD_ROWS = 100_000;

  static Optional<RelNode> rewrite(Join join, @Nullable Project project, Sort sort, RexNode rows) {
    if (!join.getVariablesSet().isEmpty()) {
      return Optional.empty();
    }
    List<RexNode> fields =
        project == null
            ? List.copyOf(join.getCluster().getRexBuilder().identityProjects(join.getRowType()))
            : project.getProjects();
    List<String> names = (project == null ? join : project).getRowType().getFieldNames();
    return new NearestBelowJoin(join, fields, names, sort, rows).rewrite();
  }

  private Optional<RelNode> rewrite() {
    RexNode key = key();
    int leftCount = join.getLeft().getRowType().getFieldCount();
    if (!RexUtil.isDeterministic(key)) {
      return Optional.empty();
    }
    boolean overLeft = RelOptUtil.InputFinder.bits(key).nextSetBit(leftCount) < 0;
    if (join.getJoinType() == JoinRelType.LEFT) {
      return overLeft ? search(join.getLeft(), join.getCondition()) : Optional.empty();
    }
    if (join.getJoinType() != JoinRelType.INNER) {
      return Optional.empty();
    }
    if (overLeft) {
      return inner();
    }
    boolean overRight = RelOptUtil.InputFinder.bits(key).nextSetBit(0) >= leftCount;
    return overRight && mayHold(join.getLeft(), join.getRight())
        ? mirrored().inner()
        : Optional.empty();
  }

  private RexNode key() {
    return fields.get(sort.getCollation().getFieldCollations().get(0).getFieldIndex());
  }

  /** Whether a side that otherwise streamed past may be held in the place of the other one. */
  private static boolean mayHold(RelNode streamed, RelNode held) {
    double most = HELD_ROWS_RATIO * MostRows.of(held);
    return MostRows.of(streamed) <= Math.max(HELD_ROWS, most);
  }

  /** The same join with its sides in each other's place. */
  private NearestBelowJoin mirrored() {
    int left = join.getLeft().getRowType().getFieldCount();
    int right = join.getRight().getRowType().getFieldCount();
    RexShuttle moved =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            int index = reference.getIndex();
            return new RexInputRef(
                index < left ? index + right : index - left, reference.getType());
          }
        };
    Join mirror =
        LogicalJoin.create(
            join.getRight(),
            join.getLeft(),
            List.of(),
            join.getCondition().accept(moved),
            Set.of(),
            JoinRelType.INNER);
    return new NearestBelowJoin(mirror, moved.visitList(fields), names, sort, rows);
  }

  private Optional<RelNode> inner() {
    RelNode left = join.getLeft();
    List<Integer> leftKeys = new ArrayList<>();
    List<RexNode> others = new ArrayList<>();
    RelOptUtil.splitJoinCondition(
        left,
        join.getRight(),
        join.getCondition(),
        leftKeys,
        new ArrayList<>(),
        new ArrayList<>(),
        others);
    if (!others.isEmpty()) {
      return Optional.empty();
    }
    RexBuilder builder = join.getCluster().getRexBuilder();
    int number = join.getCluster().createCorrel().getId();
    List<RexInputRef> key =
        leftKeys.stream().map(field -> RexInputRef.of(field, left.getRowType())).toList();
    RexNode given = JoinKeyOperators.given(builder, number);
    return search(
        LogicalFilter.create(left, JoinKeyOperators.holds(builder, number, key)),
        RexUtil.composeConjunction(builder, List.of(given, join.getCondition())));
  }

  /** The join of the nearest rows of its left side. */
  private Optional<RelNode> search(RelNode left, RexNode condition) {
    RexNode key = key();
    RelFieldCollation order = sort.getCollation().getFieldCollations().get(0);
    RelFieldCollation byKey =
        new RelFieldCollation(
            left.getRowType().getFieldCount(), order.direction, order.nullDirection);
    RelNode keyed = withKey(left, key);
    if (ScanChain.of(keyed).isEmpty()) {
      keyed = Rewriter.withFiltersSunk(keyed);
    }
    return NearestBelow.search(LogicalSort.create(keyed, RelCollations.of(byKey), null, rows))
        .map(nearest -> rejoined(nearest, key, condition));
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

  private RelNode rejoined(RelNode left, RexNode key, RexNode condition) {
    int keyField = left.getRowType().getFieldCount() - 1;
    RelNode right = join.getRight().accept(new NearestRewrite());
    RelNode joined =
        LogicalJoin.create(
            left,
            right,
            List.of(),
            condition.accept(new Shifted(keyField, null)),
            Set.of(),
            join.getJoinType());
    return LogicalProject.create(
        joined, List.of(), new Shifted(keyField, key).visitList(fields), names, Set.of());
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
