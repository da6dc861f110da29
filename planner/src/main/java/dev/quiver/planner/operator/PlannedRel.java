package dev.quiver.planner.operator;

import org.apache.calcite.rel.RelNode;

/** A relational node that knows its physical plan: what rewriting puts in place of others. */
public interface PlannedRel extends RelNode {
  PlanNode physical();
}
