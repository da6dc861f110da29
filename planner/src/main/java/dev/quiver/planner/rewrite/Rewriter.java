package dev.quiver.planner.rewrite;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttle;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterJoinRule.FilterIntoJoinRule.FilterIntoJoinRuleConfig;
import org.apache.calcite.rel.rules.FilterJoinRule.JoinConditionPushRule.JoinConditionPushRuleConfig;
import org.apache.calcite.rel.rules.FilterMergeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.FilterSetOpTransposeRule;
import org.apache.calcite.rel.rules.JoinPushExpressionsRule;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rel.rules.ProjectRemoveRule;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.RelBuilder;

/**
 * The fixed course of rewriting: subqueries become joins, filters sink, the nearest rows are
 * recognised, unused columns go. Stateless.
 *
 * <p>Rules are taken from their configurations: touching CoreRules would load every rule there is.
 */
public final class Rewriter {
  private static final HepProgram SINK_FILTERS =
      program(
          FilterIntoJoinRuleConfig.DEFAULT.toRule(),
          JoinConditionPushRuleConfig.DEFAULT.toRule(),
          JoinPushExpressionsRule.Config.DEFAULT.toRule(),
          FilterProjectTransposeRule.Config.DEFAULT.toRule(),
          FilterMergeRule.Config.DEFAULT.toRule(),
          FilterAggregateTransposeRule.Config.DEFAULT.toRule(),
          FilterSetOpTransposeRule.Config.DEFAULT.toRule(),
          ProjectMergeRule.Config.DEFAULT.toRule(),
          ProjectRemoveRule.Config.DEFAULT.toRule());

  private static final HepProgram MERGE_PROJECTS =
      program(ProjectMergeRule.Config.DEFAULT.toRule(), ProjectRemoveRule.Config.DEFAULT.toRule());

  private Rewriter() {}

  /** Rules to be applied from the leaves up until none applies. */
  static HepProgram program(RelOptRule... rules) {
    return HepProgram.builder()
        .addMatchOrder(HepMatchOrder.BOTTOM_UP)
        .addRuleCollection(List.of(rules))
        .build();
  }

  /** A tree that gives the same rows under the same names. */
  public static RelNode rewrite(RelNode tree) {
    return rewrite(tree, new NearestRewrite());
  }

  /** Likewise, with something else in the place of the nearest-k rewrite. */
  static RelNode rewrite(RelNode tree, RelShuttle nearest) {
    RelNode rel = tree;
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(rel.getCluster(), null);
    Shape shape = Shape.of(rel);
    boolean runsByRow = false;
    if (shape.hasSubQueries) {
      SubQueries subQueries = new SubQueries(rel.accept(new QueryVectors(builder)));
      rel = subQueries.removed();
      shape = Shape.of(rel);
      runsByRow = subQueries.nameRowsFurtherOut();
    }
    if (shape.hasCorrelates && !runsByRow) {
      rel = rel.accept(new Decorrelation(builder));
      shape = Shape.of(rel);
    }
    rel = run(SINK_FILTERS, rel);
    rel = rel.accept(nearest);
    if (shape.keepsRows) {
      rel = new RelFieldTrimmer(null, builder).trim(rel);
    }
    return run(MERGE_PROJECTS, rel);
  }

  /** A tree that gives the same rows, its filters as far down as they go. */
  static RelNode withFiltersSunk(RelNode tree) {
    return run(SINK_FILTERS, tree);
  }

  static RelNode run(HepProgram program, RelNode rel) {
    HepPlanner planner = new HepPlanner(program);
    planner.setExecutor(rel.getCluster().getPlanner().getExecutor());
    planner.setRoot(rel);
    return planner.findBestExp();
  }

  /**
   * Makes joins of the outermost Correlates, each by itself: of what stands above one, Calcite's
   * decorrelator would lose columns that are constant. A search per row stays as it is, and so does
   * what the decorrelator cannot do; the operators run it row by row.
   */
  private static final class Decorrelation extends RelHomogeneousShuttle {
    private final RelBuilder builder;

    Decorrelation(RelBuilder builder) {
      this.builder = builder;
    }

    @Override
    public RelNode visit(RelNode node) {
      if (!(node instanceof Correlate)) {
        return super.visit(node);
      }
      if (Shape.of(node).hasLimitUnderCorrelate) {
        return node;
      }
      try {
        return RelDecorrelator.decorrelateQuery(node, builder);
      } catch (AssertionError itsTypeChanged) {
        return node; // Correct as it is, only slower.
      }
    }
  }

  /** What a tree holds that calls for further steps. */
  private static final class Shape extends RelHomogeneousShuttle {
    private boolean hasSubQueries;
    private boolean hasCorrelates;
    private boolean hasLimitUnderCorrelate;

    /** Operators that hold on to whole rows, for which unused columns are not free. */
    private boolean keepsRows;

    private boolean underCorrelate;

    static Shape of(RelNode rel) {
      Shape shape = new Shape();
      rel.accept(shape);
      return shape;
    }

    @Override
    public RelNode visit(RelNode node) {
      hasSubQueries |=
          (node instanceof Filter filter && RexUtil.SubQueryFinder.containsSubQuery(filter))
              || (node instanceof Project project
                  && RexUtil.SubQueryFinder.containsSubQuery(project))
              || (node instanceof Join join && RexUtil.SubQueryFinder.containsSubQuery(join));
      hasLimitUnderCorrelate |= underCorrelate && node instanceof Sort sort && sort.fetch != null;
      keepsRows |=
          node instanceof Join
              || node instanceof Sort
              || node instanceof Aggregate
              || node instanceof SetOp
              || node instanceof Correlate;
      if (!(node instanceof Correlate correlate)) {
        return super.visit(node);
      }
      hasCorrelates = true;
      correlate.getLeft().accept(this);
      boolean outer = underCorrelate;
      underCorrelate = true;
      correlate.getRight().accept(this);
      underCorrelate = outer;
      return node;
    }
  }
}
