package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.ExpressionCompiler;
import dev.quiver.planner.expression.Predicate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Turns scans, filters and projections into plans, with conditions and columns in the scan. */
public final class ScanBuilder {
  private ScanBuilder() {}

  static PlanNode build(RelNode rel) {
    if (rel instanceof Project project) {
      return project(project);
    }
    if (rel instanceof Filter filter) {
      return filter(filter, null);
    }
    TableScan scan = (TableScan) rel;
    StoredTable stored = scan.getTable().unwrap(StoredTable.class);
    return stored != null ? scan(stored, List.of(), allFields(scan)) : generated(scan);
  }

  private static PlanNode generated(TableScan scan) {
    GeneratedTable table = scan.getTable().unwrap(GeneratedTable.class);
    if (table == null) {
      throw new QuiverException(
          ErrorCode.NOT_SUPPORTED,
          "reading " + String.join(".", scan.getTable().getQualifiedName()));
    }
    return new GeneratedScanPlan(table);
  }

  private static ImmutableBitSet allFields(TableScan scan) {
    return ImmutableBitSet.range(scan.getRowType().getFieldCount());
  }

  /**
   * A scan of some fields of a table under conditions, which may need other fields.
   *
   * @param conditions over the table's fields, then the fragment's number and the row's offset
   * @param wanted the fields to give, in ascending order; beyond the schema's as above
   */
  public static ScanPlan scan(StoredTable table, List<RexNode> conditions, ImmutableBitSet wanted) {
    int fieldCount = table.schema().fields().size();
    ImmutableBitSet used = wanted.union(references(conditions));
    boolean addressed = used.length() > fieldCount;
    List<Integer> fields = new ArrayList<>(used.intersect(range(fieldCount)).asList());
    List<Predicate> predicates = new ArrayList<>();
    for (RexNode condition : cheapestFirst(conditions)) {
      predicates.add(
          ExpressionCompiler.compilePredicate(condition.accept(positions(fields, fieldCount))));
    }
    return new ScanPlan(table, fields, predicates, addressed);
  }

  private static ImmutableBitSet range(int count) {
    return ImmutableBitSet.range(count);
  }

  private static List<RexNode> cheapestFirst(List<RexNode> conditions) {
    List<RexNode> ordered = new ArrayList<>(conditions);
    ordered.sort(Comparator.comparingInt(ConditionCost::of));
    return ordered;
  }

  static ImmutableBitSet references(List<? extends RexNode> nodes) {
    ImmutableBitSet.Builder used = ImmutableBitSet.builder();
    RexVisitorImpl<@Nullable Void> visitor =
        new RexVisitorImpl<>(true) {
          @Override
          public @Nullable Void visitInputRef(RexInputRef reference) {
            used.set(reference.getIndex());
            return null;
          }
        };
    nodes.forEach(node -> node.accept(visitor));
    return used.build();
  }

  /** References to a table's fields made references to the scan's columns. */
  private static RexShuttle positions(List<Integer> fields, int fieldCount) {
    return new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef reference) {
        int index = reference.getIndex();
        int position =
            index < fieldCount ? fields.indexOf(index) : fields.size() + index - fieldCount;
        return new RexInputRef(position, reference.getType());
      }
    };
  }

  private static PlanNode project(Project project) {
    RelNode input = project.getInput().stripped();
    List<RexNode> nodes = project.getProjects();
    if (RexOver.containsOver(nodes, null)) {
      throw new QuiverException(ErrorCode.NOT_SUPPORTED, "a window function (OVER)");
    }
    StoredTable table = storedBelow(input);
    if (table == null) {
      return new ProjectPlan(PhysicalPlanner.build(input), ExpressionCompiler.compileAll(nodes));
    }
    PlanNode scan = filter(input, references(nodes));
    ScanPlan plan = (ScanPlan) scan;
    int fieldCount = table.schema().fields().size();
    List<Expression> expressions = new ArrayList<>();
    for (RexNode node : nodes) {
      expressions.add(
          ExpressionCompiler.compile(node.accept(positions(plan.fields(), fieldCount))));
    }
    return new ProjectPlan(scan, expressions);
  }

  /** The stored table that a chain of filters reads, or null. */
  private static @Nullable StoredTable storedBelow(RelNode rel) {
    RelNode below = rel.stripped();
    while (below instanceof Filter filter) {
      below = filter.getInput().stripped();
    }
    return below instanceof TableScan scan && !(below instanceof PlannedRel)
        ? scan.getTable().unwrap(StoredTable.class)
        : null;
  }

  /** A chain of filters; over a stored table, only some fields of it if some are named. */
  private static PlanNode filter(RelNode rel, @Nullable ImmutableBitSet wanted) {
    List<RexNode> conditions = new ArrayList<>();
    RelNode below = rel.stripped();
    while (below instanceof Filter filter) {
      conditions.addAll(0, RelOptUtil.conjunctions(filter.getCondition()));
      below = filter.getInput().stripped();
    }
    StoredTable table = storedBelow(below);
    if (table != null) {
      return scan(table, conditions, wanted == null ? allFields((TableScan) below) : wanted);
    }
    List<Predicate> predicates = new ArrayList<>();
    for (RexNode condition : cheapestFirst(conditions)) {
      predicates.add(ExpressionCompiler.compilePredicate(condition));
    }
    return new FilterPlan(PhysicalPlanner.build(below), predicates);
  }
}
