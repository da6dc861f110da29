package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Predicate;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/**
 * Reads a table: some columns of the rows that are not deleted and satisfy all conditions.
 *
 * @param fields positions in the table's schema
 * @param conditions over the scanned columns, the cheapest first
 * @param addressed whether two INTEGER columns follow: the fragment's position in the table version
 *     and the row's offset in it
 * @param conditionNodes the conditions as they were, in the same order, over the table's columns:
 *     for EXPLAIN
 */
public record ScanPlan(
    StoredTable table,
    List<Integer> fields,
    List<Predicate> conditions,
    boolean addressed,
    List<RexNode> conditionNodes)
    implements PlanNode {
  public ScanPlan {
    fields = List.copyOf(fields);
    conditions = List.copyOf(conditions);
    conditionNodes = List.copyOf(conditionNodes);
  }

  @Override
  public List<DataType> columns() {
    List<DataType> types = new ArrayList<>();
    for (int field : fields) {
      types.add(table.schema().fields().get(field).type());
    }
    if (addressed) {
      types.add(SimpleType.INTEGER);
      types.add(SimpleType.INTEGER);
    }
    return types;
  }

  /**
   * The same scan with those conditions alone that depend on no row of an enclosing query, for
   * EXPLAIN, which has none.
   */
  ScanPlan withoutOuterRow() {
    List<Predicate> known = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      if (!RexUtil.containsCorrelation(conditionNodes.get(i))) {
        known.add(conditions.get(i));
      }
    }
    return new ScanPlan(table, fields, known, addressed, conditionNodes);
  }

  int[] fieldIds() {
    List<Field> all = table.schema().fields();
    int[] ids = new int[fields.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = all.get(fields.get(i)).id();
    }
    return ids;
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of();
  }

  @Override
  public String describe() {
    return "Scan(" + table.name() + ")";
  }

  @Override
  public List<String> details(ExecutionContext context) {
    List<Field> all = table.schema().fields();
    return ScanDetails.of(
        this, fields.stream().map(field -> all.get(field).name()).toList(), context);
  }

  @Override
  public Operator open(ExecutionContext context) {
    return new ScanOperator(this, null, context);
  }

  /** A run that gives rows with some values of a key only, and maybe some others. */
  Operator open(KeyLookup lookup, ExecutionContext context) {
    return new ScanOperator(this, lookup, context);
  }
}
