package dev.quiver.planner.rewrite;

import dev.quiver.planner.rewrite.VectorTopK.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/**
 * Finds what asks for the nearest rows and makes it a {@link VectorTopK}.
 *
 * <p>A limited Sort by one key that grows with a distance, over a {@link ScanChain}, gives the k
 * nearest; a chain with {@code distance < constant} among its conditions gives those within a
 * range; both together work. Refused is whatever would not mean the same: further keys, no limit,
 * farthest first, NULLs first where there may be some, a filter that is random.
 */
final class NearestRewrite extends RelHomogeneousShuttle {
  @Override
  public RelNode visit(RelNode node) {
    Optional<RelNode> nearest =
        node instanceof Sort sort
            ? nearest(sort).or(() -> NearestBelow.rewrite(sort))
            : node instanceof Project || node instanceof Filter ? range(node) : Optional.empty();
    return nearest.orElseGet(() -> super.visit(node));
  }

  /** The search that a limited sort of one table's rows asks for; empty if it is none. */
  static Optional<RelNode> nearest(Sort sort) {
    if (sort.fetch == null || sort.getCollation().getFieldCollations().size() != 1) {
      return Optional.empty();
    }
    RelFieldCollation order = sort.getCollation().getFieldCollations().get(0);
    return ScanChain.of(sort.getInput())
        .filter(NearestRewrite::isRepeatable)
        .flatMap(
            chain -> {
              RexNode keyNode = chain.expressions().get(order.getFieldIndex());
              return DistanceKey.ofMonotone(keyNode)
                  .filter(key -> isNearestFirst(order, key, keyNode))
                  .map(key -> search(chain, key, sort));
            });
  }

  private static boolean isNearestFirst(RelFieldCollation order, DistanceKey key, RexNode keyNode) {
    boolean ascending = !order.getDirection().isDescending();
    boolean nullsLast =
        !keyNode.getType().isNullable()
            || order.nullDirection == RelFieldCollation.NullDirection.LAST;
    return ascending == key.nearestFirst() && nullsLast;
  }

  private static boolean isRepeatable(ScanChain chain) {
    return chain.conditions().stream().allMatch(RexUtil::isDeterministic);
  }

  private static Optional<RelNode> range(RelNode node) {
    return ScanChain.of(node)
        .filter(NearestRewrite::isRepeatable)
        .flatMap(
            chain ->
                chain.conditions().stream()
                    .map(NearestRewrite::boundedDistance)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(key -> search(chain, key, null)));
  }

  private static Optional<DistanceKey> boundedDistance(RexNode condition) {
    DistanceBound.Comparison comparison = DistanceBound.Comparison.of(condition);
    return comparison == null
        ? Optional.empty()
        : DistanceKey.ofCall(comparison.smaller())
            .filter(key -> DistanceBound.of(condition, key) != null);
  }

  private static RelNode search(ScanChain chain, DistanceKey key, @Nullable Sort sort) {
    RexBuilder rexBuilder = chain.scan().getCluster().getRexBuilder();
    DistanceBound bound = null;
    List<RexNode> rest = new ArrayList<>();
    for (RexNode condition : chain.conditions()) {
      DistanceBound found = bound == null ? DistanceBound.of(condition, key) : null;
      if (found == null) {
        rest.add(condition);
      } else {
        bound = found;
      }
    }
    Search search =
        new Search(
            key.metric(),
            key.column(),
            key.query(),
            key.call().getType(),
            rest.isEmpty() ? null : RexUtil.composeConjunction(rexBuilder, rest),
            bound == null ? null : bound.limit(),
            bound != null && bound.excluded(),
            sort == null ? null : sort.offset,
            sort == null ? null : sort.fetch,
            chain.scan().annOptions());
    return projected(chain, key, search);
  }

  /** The chain's expressions over what the search gives. */
  private static RelNode projected(ScanChain chain, DistanceKey key, Search search) {
    Set<Integer> used = new TreeSet<>();
    boolean[] distance = {false};
    for (RexNode expression : chain.expressions()) {
      collect(expression, key, used, distance);
    }
    List<Integer> columns = List.copyOf(used);
    VectorTopK node =
        new VectorTopK(
            chain.scan().getCluster(), chain.scan().getTable(), search, columns, distance[0]);
    RexShuttle overSearch = new OverSearch(node, key, columns);
    List<RexNode> expressions =
        chain.expressions().stream().map(e -> e.accept(overSearch)).toList();
    return LogicalProject.create(node, List.of(), expressions, chain.rowType(), Set.of());
  }

  private static void collect(
      RexNode expression, DistanceKey key, Set<Integer> used, boolean[] distance) {
    expression.accept(
        new RexVisitorImpl<@Nullable Void>(true) {
          @Override
          public @Nullable Void visitCall(RexCall call) {
            if (key.isSameDistance(call)) {
              distance[0] = true;
              return null;
            }
            return super.visitCall(call);
          }

          @Override
          public @Nullable Void visitInputRef(RexInputRef reference) {
            used.add(reference.getIndex());
            return null;
          }
        });
  }

  private static final class OverSearch extends RexShuttle {
    private final VectorTopK node;
    private final DistanceKey key;
    private final List<Integer> columns;

    OverSearch(VectorTopK node, DistanceKey key, List<Integer> columns) {
      this.node = node;
      this.key = key;
      this.columns = columns;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      return key.isSameDistance(call)
          ? RexInputRef.of(columns.size(), node.getRowType())
          : Objects.requireNonNull(super.visitCall(call));
    }

    @Override
    public RexNode visitInputRef(RexInputRef reference) {
      return RexInputRef.of(columns.indexOf(reference.getIndex()), node.getRowType());
    }
  }
}
