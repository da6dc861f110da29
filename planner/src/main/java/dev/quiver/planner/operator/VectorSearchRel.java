package dev.quiver.planner.operator;

import dev.quiver.functions.distance.Metric;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;

/**
 * The logical form of a {@link VectorSearchPlan}: what the nearest-k rewrite puts in place of a
 * sorted or bounded scan. Positions are those of the table's row type.
 */
public interface VectorSearchRel extends RelNode {
  @Override
  RelOptTable getTable();

  Metric metric();

  int vectorColumn();

  /** The vector searched for; constant in one run. */
  RexNode query();

  Optional<RexNode> filter();

  /** The greatest distance; empty for none, and NULL lets no row through. */
  Optional<RexNode> bound();

  /** Whether a row at the bound itself is out. */
  boolean boundExcluded();

  Optional<RexNode> offset();

  /** How many rows are wanted, nearest first; all, in no order, if empty. */
  Optional<RexNode> fetch();

  /** The columns to give, in order; behind the schema's, the fragment's number and the row's. */
  List<Integer> columns();

  /** Whether the distance follows them. */
  boolean givesDistance();

  /** What a hint asks for. */
  AnnOptions annOptions();
}
