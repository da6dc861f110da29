package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.ExpressionCompiler;
import dev.quiver.planner.expression.Predicate;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptTable;
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
final class ScanBuilder {
  private ScanBuilder() {}

  static PlanNode build(RelNode rel) {
    if (rel instanceof Project project) {
      return project(project);
    }
    if (rel instanceof Filter filter) {
      return filter(filter);
    }
    TableScan scan = (TableScan) rel;
    return scan.getTable().unwrap(StoredTable.class) != null
        ? output(scan(stored(scan.getTable()), List.of(), positions(scan)), positions(scan))
        : generated(scan);
  }

  static StoredTable stored(RelOptTable table) {
    StoredTable stored = table.unwrap(StoredTable.class);
    if (stored == null) {
      throw new QuiverException(
          ErrorCode.NOT_SUPPORTED, "reading " + String.join(".", table.getQualifiedName()));
    }
    return stored;
  }

  private static PlanNode generated(TableScan scan) {
    GeneratedTable table = scan.getTable().unwrap(GeneratedTable.class);
    if (table == null) {
      throw new QuiverException(
          ErrorCode.NOT_SUPPORTED,
          "reading " + String.join(".", scan.getTable().getQualifiedName()));
    }
    PlanNode all = new GeneratedScanPlan(table);
    List<Integer> positions = positions(scan);
    return columnsOf(all, positions);
  }

  /** Where each field of a scan, which may give some columns only, is in the table's row type. */
  private static List<Integer> positions(TableScan scan) {
    List<String> names = scan.getTable().getRowType().getFieldNames();
    return scan.getRowType().getFieldNames().stream().map(names::indexOf).toList();
  }

  /**
   * A scan of some fields of a table under conditions, which may need other fields: those come
   * behind.
   *
   * @param conditions over the table's fields, then the fragment's number and the row's offset
   * @param wanted the fields to give, likewise
   */
  static ScanPlan scan(StoredTable table, List<RexNode> conditions, List<Integer> wanted) {
    int fieldCount = table.schema().fields().size();
    Set<Integer> used = new LinkedHashSet<>(wanted);
    used.addAll(references(conditions).asList());
    List<Integer> fields = used.stream().filter(field -> field < fieldCount).toList();
    boolean addressed = fields.size() < used.size();
    List<Predicate> predicates = new ArrayList<>();
    List<RexNode> ordered = cheapestFirst(conditions);
    for (RexNode condition : ordered) {
      predicates.add(
          ExpressionCompiler.compilePredicate(condition.accept(columns(fields, fieldCount))));
    }
    return new ScanPlan(table, fields, predicates, addressed, ordered);
  }

  /** The columns of a scan that hold some positions of the table's row type. */
  private static PlanNode output(ScanPlan scan, List<Integer> wanted) {
    int fieldCount = scan.table().schema().fields().size();
    return columnsOf(
        scan, wanted.stream().map(field -> column(scan.fields(), fieldCount, field)).toList());
  }

  private static PlanNode columnsOf(PlanNode node, List<Integer> wanted) {
    List<DataType> types = node.columns();
    if (wanted.equals(ImmutableBitSet.range(types.size()).asList())) {
      return node;
    }
    List<Expression> columns = new ArrayList<>();
    for (int column : wanted) {
      columns.add(ExpressionCompiler.column(column, types.get(column), types.get(column)));
    }
    return new ProjectPlan(node, columns);
  }

  private static int column(List<Integer> fields, int fieldCount, int position) {
    return position < fieldCount ? fields.indexOf(position) : fields.size() + position - fieldCount;
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
  private static RexShuttle columns(List<Integer> fields, int fieldCount) {
    return new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef reference) {
        return new RexInputRef(
            column(fields, fieldCount, reference.getIndex()), reference.getType());
      }
    };
  }

  /** References to a scan's fields made references to the table's. */
  private static RexShuttle tablePositions(List<Integer> positions) {
    return new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef reference) {
        return new RexInputRef(positions.get(reference.getIndex()), reference.getType());
      }
    };
  }

  private static PlanNode project(Project project) {
    RelNode input = project.getInput().stripped();
    List<RexNode> nodes = project.getProjects();
    if (RexOver.containsOver(nodes, null)) {
      throw new QuiverException(ErrorCode.NOT_SUPPORTED, "a window function (OVER)");
    }
    List<RexNode> conditions = new ArrayList<>();
    TableScan below = storedBelow(input, conditions);
    if (below == null) {
      return new ProjectPlan(PhysicalPlanner.build(input), ExpressionCompiler.compileAll(nodes));
    }
    List<RexNode> overTable = tablePositions(positions(below)).visitList(nodes);
    List<Integer> wanted = references(overTable).asList();
    StoredTable table = stored(below.getTable());
    ScanPlan scan = scan(table, conditions, wanted);
    RexShuttle overScan = columns(scan.fields(), table.schema().fields().size());
    return new ProjectPlan(scan, ExpressionCompiler.compileAll(overScan.visitList(overTable)));
  }

  /**
   * The scan of a stored table under a chain of filters, whose conditions over the table are added;
   * null if something else is there.
   */
  private static @Nullable TableScan storedBelow(RelNode rel, List<RexNode> conditions) {
    RelNode below = rel.stripped();
    List<RexNode> found = new ArrayList<>();
    while (below instanceof Filter filter) {
      found.addAll(0, RelOptUtil.conjunctions(filter.getCondition()));
      below = filter.getInput().stripped();
    }
    if (below instanceof TableScan scan
        && !(below instanceof VectorSearchRel)
        && scan.getTable().unwrap(StoredTable.class) != null) {
      conditions.addAll(tablePositions(positions(scan)).visitList(found));
      return scan;
    }
    return null;
  }

  private static PlanNode filter(Filter filter) {
    List<RexNode> conditions = new ArrayList<>();
    TableScan below = storedBelow(filter, conditions);
    if (below != null) {
      List<Integer> wanted = positions(below);
      return output(scan(stored(below.getTable()), conditions, wanted), wanted);
    }
    List<Predicate> predicates = new ArrayList<>();
    List<RexNode> ordered = cheapestFirst(RelOptUtil.conjunctions(filter.getCondition()));
    for (RexNode condition : ordered) {
      predicates.add(ExpressionCompiler.compilePredicate(condition));
    }
    return new FilterPlan(
        PhysicalPlanner.build(filter.getInput()),
        predicates,
        ordered,
        filter.getInput().getRowType().getFieldNames());
  }
}
