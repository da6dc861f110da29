package dev.quiver.planner.operator;

import dev.quiver.functions.distance.Metric;
import dev.quiver.planner.expression.Evaluation;
import dev.quiver.planner.expression.Expression;
import dev.quiver.planner.expression.ExpressionCompiler;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows nearest to a vector, exactly: every row that satisfies the conditions is compared, and
 * other columns are loaded for the winners alone.
 *
 * <p>With a limit, nearest first, equally near ones in the table's order, rows without a distance
 * last; without, all rows within the bound in the table's order.
 *
 * @param candidates scans what the conditions need, and the vectors
 * @param vectorColumn the vectors' position among the scanned columns
 * @param fields positions in the schema of the columns to give; behind it, the fragment's number
 *     and the row's offset
 * @param annOptions what a hint asks for
 * @param remembered which rows satisfied the conditions in earlier runs
 */
public record VectorSearchPlan(
    ScanPlan candidates,
    int vectorColumn,
    Metric metric,
    Expression query,
    Range range,
    RowLimit limit,
    List<Integer> fields,
    boolean givesDistance,
    AnnOptions annOptions,
    RememberedRows remembered)
    implements PlanNode {

  private static final DenseBatch ONE_ROW = new DenseBatch(1, List.of());

  /**
   * The distances wanted: up to a bound, or all.
   *
   * @param ofOuterRow whether the bound depends on a row of an enclosing query
   */
  public record Range(@Nullable Expression bound, boolean boundExcluded, boolean ofOuterRow) {
    static Range of(VectorSearchRel rel) {
      return new Range(
          compile(rel.bound().orElse(null)),
          rel.boundExcluded(),
          rel.bound().filter(RexUtil::containsCorrelation).isPresent());
    }

    /** The bound of a run: infinite for none; NaN where it is NULL, which lets no row through. */
    double bound(Evaluation evaluation) {
      if (bound == null) {
        return Double.POSITIVE_INFINITY;
      }
      Object value = bound.evaluate(ONE_ROW, evaluation).value(0);
      return value == null ? Double.NaN : ((Number) value).doubleValue();
    }
  }

  public VectorSearchPlan {
    fields = List.copyOf(fields);
  }

  static VectorSearchPlan of(VectorSearchRel rel, StoredTable table) {
    List<RexNode> conditions = rel.filter().map(RelOptUtil::conjunctions).orElse(List.of());
    ScanPlan scan =
        ScanBuilder.scan(table, conditions, ImmutableBitSet.of(rel.vectorColumn()).asList());
    return new VectorSearchPlan(
        scan,
        scan.fields().indexOf(rel.vectorColumn()),
        rel.metric(),
        ExpressionCompiler.compile(rel.query()),
        Range.of(rel),
        new RowLimit(compile(rel.offset().orElse(null)), compile(rel.fetch().orElse(null))),
        rel.columns(),
        rel.givesDistance(),
        rel.annOptions(),
        RememberedRows.of(conditions));
  }

  private static @Nullable Expression compile(@Nullable RexNode node) {
    return node == null ? null : ExpressionCompiler.compile(node);
  }

  /** The same search for another vector. */
  VectorSearchPlan withQuery(Expression vector) {
    return new VectorSearchPlan(
        candidates,
        vectorColumn,
        metric,
        vector,
        range,
        limit,
        fields,
        givesDistance,
        annOptions,
        remembered);
  }

  /** Whether the rows found are to be deleted or updated. */
  boolean findsRowsToChange() {
    int schemaFields = candidates.table().schema().fields().size();
    return fields.stream().anyMatch(field -> field >= schemaFields);
  }

  @Override
  public List<DataType> columns() {
    List<Field> all = candidates.table().schema().fields();
    List<DataType> types = new ArrayList<>();
    for (int field : fields) {
      types.add(field < all.size() ? all.get(field).type() : SimpleType.INTEGER);
    }
    if (givesDistance) {
      types.add(SimpleType.DOUBLE);
    }
    return types;
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of();
  }

  @Override
  public String describe() {
    return describe("exact");
  }

  @Override
  public String describe(ExecutionContext context) {
    return describe(method(context));
  }

  /** How a run would find the nearest: {@code exact}, or the index's name. */
  String method(ExecutionContext context) {
    return choice(context)
        .index()
        .map(index -> "index " + index.definition().name())
        .orElse("exact");
  }

  private IndexChoice choice(ExecutionContext context) {
    return IndexChoice.of(this, candidates.table().at(context.snapshot()), context.targetRecall());
  }

  /** For how many rows a search's cost is told. */
  int rowsWanted(Evaluation evaluation) {
    if (limit.fetch() == null) {
      return SearchCost.NO_LIMIT;
    }
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            Math.min(Integer.MAX_VALUE, limit.fetch(evaluation))
                + Math.min(Integer.MAX_VALUE, limit.offset(evaluation)));
  }

  private String describe(String how) {
    return (limit.fetch() == null ? "VectorRange(" : "VectorTopK(") + what() + ", " + how + ")";
  }

  /** The column and the metric. */
  String what() {
    String column =
        candidates.table().schema().fields().get(candidates.fields().get(vectorColumn)).name();
    return candidates.table().name() + "." + column + ", " + metric;
  }

  @Override
  public List<String> details(ExecutionContext context) {
    return details(context, true);
  }

  /**
   * What EXPLAIN tells.
   *
   * @param alone whether it is one search, not one for each row of something
   */
  List<String> details(ExecutionContext context, boolean alone) {
    List<String> details = new ArrayList<>();
    Evaluation evaluation = context.evaluation();
    if (limit.fetch() != null) {
      long offset = limit.offset(evaluation);
      details.add("nearest: " + limit.fetch(evaluation) + (offset == 0 ? "" : " after " + offset));
    }
    if (range.bound() != null) {
      String operator = range.boundExcluded() ? "distance < " : "distance <= ";
      details.add(
          operator
              + (range.ofOuterRow()
                  ? "what the outer row gives"
                  : range.bound().evaluate(ONE_ROW, evaluation).value(0)));
    }
    if (!annOptions.isNone()) {
      details.add("hint: " + annOptions);
    }
    IndexChoice choice = choice(context);
    String index = choice.reason().get();
    if (!index.isEmpty()) {
      details.add("index: " + index);
    }
    if (alone) {
      choice
          .strategy(
              this, candidates.table().at(context.snapshot()), context, rowsWanted(evaluation))
          .ifPresent(strategy -> details.add("strategy: " + strategy));
    }
    List<Field> all = candidates.table().schema().fields();
    List<String> names = new ArrayList<>();
    for (int field : fields) {
      if (field < all.size()) {
        names.add(all.get(field).name());
      }
    }
    if (givesDistance) {
      names.add("distance");
    }
    details.addAll(ScanDetails.of(candidates, names, context));
    return details;
  }

  @Override
  public Operator open(ExecutionContext context) {
    HeldMemory memory = context.memory(this);
    return new ChunkedOperator(() -> new VectorSearch(this, context).run(memory), memory, () -> {});
  }
}
