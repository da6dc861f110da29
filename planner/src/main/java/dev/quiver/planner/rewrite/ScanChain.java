package dev.quiver.planner.rewrite;

import dev.quiver.planner.catalog.NamedTable;
import dev.quiver.planner.catalog.TableColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;

/**
 * Any number of Projects and Filters over one stored table, seen as one condition and one list of
 * expressions.
 *
 * @param conditions all must hold; over the table's row type, as are the expressions
 * @param expressions one per field of the topmost node
 */
record ScanChain(
    TableColumns scan, List<RexNode> conditions, List<RexNode> expressions, RelDataType rowType) {

  /** The chain that ends in this node; empty if it is something else. */
  static Optional<ScanChain> of(RelNode node) {
    if (node instanceof TableColumns scan) {
      return scan.getTable().unwrap(NamedTable.class) == null
          ? Optional.empty()
          : Optional.of(scan(scan));
    }
    if (node instanceof Project project) {
      return project.containsOver() || hasSubQuery(project.getProjects())
          ? Optional.empty()
          : of(project.getInput()).map(chain -> chain.project(project));
    }
    if (node instanceof Filter filter) {
      return hasSubQuery(List.of(filter.getCondition()))
          ? Optional.empty()
          : of(filter.getInput()).map(chain -> chain.filter(filter));
    }
    return Optional.empty();
  }

  private static boolean hasSubQuery(List<RexNode> nodes) {
    return nodes.stream().anyMatch(node -> RexUtil.SubQueryFinder.find(node) != null);
  }

  private static ScanChain scan(TableColumns scan) {
    List<RexNode> expressions = new ArrayList<>();
    for (int column : scan.columns()) {
      expressions.add(RexInputRef.of(column, scan.getTable().getRowType()));
    }
    return new ScanChain(scan, List.of(), expressions, scan.getRowType());
  }

  private ScanChain project(Project project) {
    List<RexNode> projected = project.getProjects().stream().map(this::overTable).toList();
    return new ScanChain(scan, conditions, projected, project.getRowType());
  }

  private ScanChain filter(Filter filter) {
    List<RexNode> all = new ArrayList<>(conditions);
    RexNode condition =
        RexUtil.expandSearch(
            filter.getCluster().getRexBuilder(), null, overTable(filter.getCondition()));
    all.addAll(RelOptUtil.conjunctions(condition));
    return new ScanChain(scan, all, expressions, filter.getRowType());
  }

  private RexNode overTable(RexNode node) {
    return node.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return expressions.get(reference.getIndex());
          }
        });
  }
}
