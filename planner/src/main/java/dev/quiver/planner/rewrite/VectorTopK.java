package dev.quiver.planner.rewrite;

import com.google.common.collect.ImmutableList;
import dev.quiver.functions.distance.Metric;
import dev.quiver.planner.operator.AnnOptions;
import dev.quiver.planner.operator.VectorSearchRel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table nearest to a vector: of those that satisfy the filter, and whose distance is
 * within the bound if there is one, the {@code fetch} nearest after the {@code offset} nearest,
 * ordered by distance.
 *
 * <p>Without {@code fetch} it gives all such rows, in no order (a range search). A row whose
 * distance is NULL comes after all others, and not at all where there is a bound. A bound, fetch or
 * offset that turns out NULL means: no row; no limit; 0.
 *
 * <p>Its fields are {@link #columns} of the table, then the distance if {@link #givesDistance}.
 */
public final class VectorTopK extends TableScan implements VectorSearchRel {
  /** The name of the distance's field. */
  public static final String DISTANCE = "$DISTANCE";

  private final Search search;
  private final List<Integer> columns;
  private final boolean givesDistance;

  VectorTopK(
      RelOptCluster cluster,
      RelOptTable table,
      Search search,
      List<Integer> columns,
      boolean givesDistance) {
    super(cluster, cluster.traitSetOf(Convention.NONE), ImmutableList.of(), table);
    this.search = search;
    this.columns = List.copyOf(columns);
    this.givesDistance = givesDistance;
  }

  /**
   * What is searched for. Expressions hold no subqueries; input references are positions in the
   * table's row type.
   *
   * @param vectorColumn the position of the vector column
   * @param query the vector searched for: constant in one run
   * @param distanceType of the distance: DOUBLE, nullable or not
   * @param filter over the table's row; null for none
   * @param bound the greatest distance, a number; null for none
   * @param boundExcluded whether the bound itself is too far
   * @param offset rows left out; null for none
   * @param fetch rows wanted; null for all within the bound
   * @param annOptions what a hint asks for
   */
  record Search(
      Metric metric,
      int vectorColumn,
      RexNode query,
      RelDataType distanceType,
      @Nullable RexNode filter,
      @Nullable RexNode bound,
      boolean boundExcluded,
      @Nullable RexNode offset,
      @Nullable RexNode fetch,
      AnnOptions annOptions) {}

  public Metric metric() {
    return search.metric;
  }

  /** The position of the vector column in the table's row type. */
  public int vectorColumn() {
    return search.vectorColumn;
  }

  /** The vector searched for; constant in one run. */
  public RexNode query() {
    return search.query;
  }

  /** A condition on rows, over the table's row type. */
  public Optional<RexNode> filter() {
    return Optional.ofNullable(search.filter);
  }

  /** The greatest distance: a number, compared as DOUBLE. */
  public Optional<RexNode> bound() {
    return Optional.ofNullable(search.bound);
  }

  /** Whether a row at the bound itself is out. */
  public boolean boundExcluded() {
    return search.boundExcluded;
  }

  public Optional<RexNode> offset() {
    return Optional.ofNullable(search.offset);
  }

  /** How many rows are wanted; all within the bound if empty. */
  public Optional<RexNode> fetch() {
    return Optional.ofNullable(search.fetch);
  }

  @Override
  public AnnOptions annOptions() {
    return search.annOptions;
  }

  /** Positions in the table's row type, in the order of this node's fields. */
  public List<Integer> columns() {
    return columns;
  }

  /** Whether the distance is the last field. */
  public boolean givesDistance() {
    return givesDistance;
  }

  @Override
  public RelDataType deriveRowType() {
    List<RelDataTypeField> all = table.getRowType().getFieldList();
    RelDataTypeFactory.Builder builder = getCluster().getTypeFactory().builder();
    for (int column : columns) {
      builder.add(all.get(column));
    }
    if (givesDistance) {
      builder.add(DISTANCE, search.distanceType);
    }
    return builder.build();
  }

  @Override
  public RelNode project(
      ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields, RelBuilder relBuilder) {
    if (!extraFields.isEmpty()) {
      return super.project(fieldsUsed, extraFields, relBuilder);
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (fieldsUsed.get(i)) {
        kept.add(columns.get(i));
      }
    }
    boolean distance = givesDistance && fieldsUsed.get(columns.size());
    return new VectorTopK(getCluster(), table, search, kept, distance);
  }

  /**
   * The same search over other expressions. What trims an enclosing query's columns calls this, so
   * that references to them follow.
   */
  @Override
  public RelNode accept(RexShuttle shuttle) {
    Search changed =
        new Search(
            search.metric,
            search.vectorColumn,
            search.query.accept(shuttle),
            search.distanceType,
            search.filter == null ? null : search.filter.accept(shuttle),
            search.bound == null ? null : search.bound.accept(shuttle),
            search.boundExcluded,
            search.offset == null ? null : search.offset.accept(shuttle),
            search.fetch == null ? null : search.fetch.accept(shuttle),
            search.annOptions);
    return changed.equals(search)
        ? this
        : new VectorTopK(getCluster(), table, changed, columns, givesDistance);
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return this;
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return search.fetch instanceof RexLiteral literal
        ? RexLiteral.intValue(literal)
        : Math.max(1, table.getRowCount() / 100);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    List<String> names = table.getRowType().getFieldNames();
    return super.explainTerms(writer)
        .item("vector", names.get(search.vectorColumn))
        .item("metric", search.metric)
        .item("query", search.query)
        .itemIf("filter", search.filter, search.filter != null)
        .itemIf(search.boundExcluded ? "below" : "upTo", search.bound, search.bound != null)
        .itemIf("offset", search.offset, search.offset != null)
        .itemIf("fetch", search.fetch, search.fetch != null)
        .item("columns", columns.stream().map(names::get).toList())
        .itemIf("distance", true, givesDistance)
        .itemIf("hint", search.annOptions, !search.annOptions.isNone());
  }
}
