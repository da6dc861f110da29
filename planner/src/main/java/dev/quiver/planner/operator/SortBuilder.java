package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.ExpressionCompiler;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** ORDER BY, LIMIT and OFFSET. */
final class SortBuilder {
  private SortBuilder() {}

  static PlanNode build(Sort sort) {
    PlanNode input = PhysicalPlanner.build(sort.getInput());
    List<SortKey> keys = new ArrayList<>();
    for (RelFieldCollation field : sort.getCollation().getFieldCollations()) {
      keys.add(
          new SortKey(
              field.getFieldIndex(),
              field.direction.isDescending(),
              field.nullDirection == NullDirection.FIRST));
    }
    RowLimit limit = new RowLimit(compile(sort.offset), compile(sort.fetch));
    if (keys.isEmpty()) {
      return sort.fetch == null && sort.offset == null ? input : new LimitPlan(input, limit);
    }
    if (sort.fetch != null) {
      return new TopNPlan(input, keys, limit);
    }
    PlanNode sorted = new SortPlan(input, keys);
    return sort.offset == null ? sorted : new LimitPlan(sorted, limit);
  }

  private static @Nullable Expression compile(@Nullable RexNode node) {
    return node == null ? null : ExpressionCompiler.compile(node);
  }
}
