package dev.quiver.planner.operator;

import dev.quiver.planner.expression.ExpressionCompiler;
import dev.quiver.storage.type.VectorType;
import dev.quiver.storage.type.VectorType.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/**
 * Sees a search for many vectors in a Correlate: on its right side the nearest rows of a table,
 * with nothing but the query, and what is computed of the rows found, depending on the left row.
 */
final class NearestJoinBuilder {
  private final CorrelationId outer;
  private final int leftFields;

  private NearestJoinBuilder(Correlate correlate) {
    this.outer = correlate.getCorrelationId();
    this.leftFields = correlate.getLeft().getRowType().getFieldCount();
  }

  /** The join; empty if the right side is something else. */
  static Optional<PlanNode> build(Correlate correlate) {
    JoinRelType type = correlate.getJoinType();
    if (type != JoinRelType.INNER && type != JoinRelType.LEFT) {
      return Optional.empty();
    }
    RelNode right = correlate.getRight().stripped();
    Project project = right instanceof Project p ? p : null;
    RelNode below = project == null ? right : project.getInput().stripped();
    return below instanceof VectorSearchRel search && search.fetch().isPresent()
        ? new NearestJoinBuilder(correlate).build(correlate, project, search)
        : Optional.empty();
  }

  private Optional<PlanNode> build(
      Correlate correlate, @Nullable Project project, VectorSearchRel search) {
    boolean depends =
        Stream.of(search.filter(), search.bound(), search.offset(), search.fetch())
            .flatMap(Optional::stream)
            .anyMatch(this::isCorrelated);
    List<RexNode> fields = new ArrayList<>();
    List<RexNode> found =
        project == null
            ? List.copyOf(
                correlate.getCluster().getRexBuilder().identityProjects(search.getRowType()))
            : project.getProjects();
    found.forEach(node -> fields.add(joined(node)));
    RexNode query = joined(search.query());
    boolean unclear =
        isCorrelated(query)
            || fields.stream().anyMatch(f -> isCorrelated(f) || !RexUtil.isDeterministic(f));
    if (depends || unclear) {
      return Optional.empty();
    }
    VectorSearchPlan plan = VectorSearchPlan.of(search, ScanBuilder.stored(search.getTable()));
    boolean floats =
        plan.candidates().columns().get(plan.vectorColumn()) instanceof VectorType vector
            && vector.element() == Element.FLOAT32;
    return floats
        ? Optional.of(
            new NearestJoinPlan(
                PhysicalPlanner.build(correlate.getLeft()),
                plan.withQuery(ExpressionCompiler.compile(query)),
                new ConditionText(correlate.getLeft().getRowType().getFieldNames()).of(query),
                ExpressionCompiler.compileAll(fields),
                correlate.getJoinType() == JoinRelType.LEFT ? JoinKind.LEFT : JoinKind.INNER))
        : Optional.empty();
  }

  /** Over the left side's fields and then the right side's, in the place of the right alone. */
  private RexNode joined(RexNode node) {
    return node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return new RexInputRef(leftFields + reference.getIndex(), reference.getType());
          }

          @Override
          public RexNode visitFieldAccess(RexFieldAccess access) {
            return access.getReferenceExpr() instanceof RexCorrelVariable variable
                    && variable.id.equals(outer)
                ? new RexInputRef(access.getField().getIndex(), access.getType())
                : access;
          }
        });
  }

  private boolean isCorrelated(RexNode node) {
    boolean[] found = {false};
    node.accept(
        new RexVisitorImpl<@Nullable Void>(true) {
          @Override
          public @Nullable Void visitCorrelVariable(RexCorrelVariable variable) {
            found[0] |= variable.id.equals(outer);
            return null;
          }
        });
    return found[0];
  }
}
