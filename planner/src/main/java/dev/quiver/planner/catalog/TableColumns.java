package dev.quiver.planner.catalog;

import com.google.common.collect.ImmutableList;
import dev.quiver.planner.operator.AnnOptions;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/** Some columns of all rows of a table: the only way that a plan reads one in full. */
public final class TableColumns extends TableScan {
  private final List<Integer> columns;
  private final AnnOptions annOptions;

  private TableColumns(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelOptTable table,
      List<Integer> columns,
      AnnOptions annOptions) {
    super(cluster, traits, ImmutableList.of(), table);
    this.columns = List.copyOf(columns);
    this.annOptions = annOptions;
  }

  /** Every column. */
  static TableColumns all(RelOptCluster cluster, RelOptTable table, AnnOptions annOptions) {
    int count = table.getRowType().getFieldCount();
    return new TableColumns(
        cluster,
        cluster.traitSetOf(Convention.NONE),
        table,
        IntStream.range(0, count).boxed().toList(),
        annOptions);
  }

  /** Positions in the table's row type, in the order of this node's fields. */
  public List<Integer> columns() {
    return columns;
  }

  /** What a hint asks of a search among these rows. */
  public AnnOptions annOptions() {
    return annOptions;
  }

  /** The same with some of its fields, by their positions in this node's row type. */
  public TableColumns only(List<Integer> fields) {
    return new TableColumns(
        getCluster(), getTraitSet(), table, fields.stream().map(columns::get).toList(), annOptions);
  }

  @Override
  public RelDataType deriveRowType() {
    List<RelDataTypeField> all = table.getRowType().getFieldList();
    RelDataTypeFactory.Builder builder = getCluster().getTypeFactory().builder();
    for (int column : columns) {
      builder.add(all.get(column));
    }
    return builder.build();
  }

  @Override
  public RelNode project(
      ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields, RelBuilder relBuilder) {
    return extraFields.isEmpty()
        ? only(fieldsUsed.asList())
        : super.project(fieldsUsed, extraFields, relBuilder);
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new TableColumns(getCluster(), traits, table, columns, annOptions);
  }

  @Override
  public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery metadata) {
    return planner
        .getCostFactory()
        .makeCost(table.getRowCount(), table.getRowCount() * (columns.size() + 1), 0);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("columns", getRowType().getFieldNames())
        .itemIf("hint", annOptions, !annOptions.isNone());
  }
}
