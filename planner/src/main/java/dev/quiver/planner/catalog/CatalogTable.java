package dev.quiver.planner.catalog;

import dev.quiver.planner.operator.AnnOptions;
import dev.quiver.planner.type.SqlTypes;
import dev.quiver.storage.table.Field;
import java.util.List;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.Wrapper;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A table as Calcite sees it: columns and a number of rows. Unwraps to its source: {@link
 * NamedTable}, or what makes a virtual table's rows.
 */
final class CatalogTable extends AbstractTable implements TranslatableTable, Wrapper {
  private final Object source;
  private final List<Field> fields;
  private final double rowCount;
  private final boolean addressed;

  /**
   * @param addressed whether two columns follow that say where a row is: {@link
   *     Catalog#FRAGMENT_COLUMN} and {@link Catalog#OFFSET_COLUMN}
   */
  CatalogTable(Object source, List<Field> fields, double rowCount, boolean addressed) {
    this.source = source;
    this.fields = fields;
    this.rowCount = rowCount;
    this.addressed = addressed;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory typeFactory) {
    RelDataTypeFactory.Builder builder = typeFactory.builder();
    for (Field field : fields) {
      builder.add(field.name(), SqlTypes.of(field));
    }
    if (addressed) {
      builder.add(Catalog.FRAGMENT_COLUMN, SqlTypeName.INTEGER);
      builder.add(Catalog.OFFSET_COLUMN, SqlTypeName.INTEGER);
    }
    return builder.build();
  }

  @Override
  public Statistic getStatistic() {
    return Statistics.of(rowCount, List.of());
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return TableColumns.all(context.getCluster(), table, annOptions(context.getTableHints()));
  }

  private static AnnOptions annOptions(List<RelHint> hints) {
    return hints.stream()
        .filter(hint -> hint.hintName.equals(AnnOptions.HINT))
        .findFirst()
        .map(hint -> AnnOptions.of(hint.kvOptions))
        .orElse(AnnOptions.NONE);
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type.isInstance(source) ? type.cast(source) : super.unwrap(type);
  }

  @Override
  public Schema.TableType getJdbcTableType() {
    return Schema.TableType.TABLE;
  }
}
