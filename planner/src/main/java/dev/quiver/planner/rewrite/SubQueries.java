package dev.quiver.planner.rewrite;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelOptUtil.Logic;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.tools.RelBuilder;

/**
 * Makes joins of subqueries, by Calcite's rules but for this: those take every row variable that a
 * subquery names for one of the query it stands in, and bind it there. A subquery within another,
 * or within LATERAL, may name rows further out, which stay what they are.
 */
final class SubQueries {
  /** The variables of queries further out than the one that a subquery stands in, by its tree. */
  private final Map<RelNode, Set<CorrelationId>> outer = new IdentityHashMap<>();

  private final RelNode tree;
  private boolean nameRowsFurtherOut;

  /** The subqueries of a tree. */
  SubQueries(RelNode tree) {
    this.tree = tree;
    look(tree, Set.of());
  }

  /**
   * Whether one names rows further out than those of the query it stands in. Calcite's decorrelator
   * loses rows then, or finds others.
   */
  boolean nameRowsFurtherOut() {
    return nameRowsFurtherOut;
  }

  /** The tree without them. */
  RelNode removed() {
    return Rewriter.run(
        Rewriter.program(
            new Removal(SubQueryRemoveRule.Config.FILTER),
            new Removal(SubQueryRemoveRule.Config.PROJECT),
            new Removal(SubQueryRemoveRule.Config.JOIN)),
        tree);
  }

  /**
   * Finds the subqueries of a tree.
   *
   * @param further variables of queries around it
   */
  private void look(RelNode node, Set<CorrelationId> further) {
    Set<CorrelationId> within = new HashSet<>(further);
    within.addAll(node.getVariablesSet());
    node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery query) {
            outer.put(query.rel, further);
            nameRowsFurtherOut |=
                !Collections.disjoint(RelOptUtil.getVariablesUsed(query.rel), further);
            look(query.rel, within);
            return query;
          }
        });
    if (node instanceof Correlate correlate) {
      look(correlate.getLeft(), further);
      look(correlate.getRight(), within);
    } else {
      node.getInputs().forEach(input -> look(input, further));
    }
  }

  private final class Removal extends SubQueryRemoveRule {
    Removal(Config config) {
      super(config);
    }

    @Override
    protected RexNode apply(
        RexSubQuery query,
        Set<CorrelationId> variables,
        Logic logic,
        RelBuilder builder,
        int inputCount,
        int offset,
        int number) {
      Set<CorrelationId> own = new HashSet<>(variables);
      own.removeAll(outer.getOrDefault(query.rel, Set.of()));
      return super.apply(query, own, logic, builder, inputCount, offset, number);
    }
  }
}
