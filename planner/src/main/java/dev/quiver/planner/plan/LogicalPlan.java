package dev.quiver.planner.plan;

import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.catalog.NamedTable;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A query that was checked and rewritten. Free of any snapshot: good for as long as the tables have
 * the schemas that it was made for.
 *
 * @param root a tree of Project, Filter, Join, Aggregate, Sort, Window, Union, Intersect, Minus and
 *     Values as Calcite has them, over {@code TableColumns} and {@code VectorTopK}
 * @param columns of the result
 * @param parameters the type that each {@code ?} takes, in order
 * @param tables the stored tables it was checked against
 * @param usesVirtualTables whether it also reads system tables or files, whose columns may change
 *     without notice
 */
public record LogicalPlan(
    RelNode root,
    List<ColumnInfo> columns,
    List<RelDataType> parameters,
    List<NamedTable> tables,
    boolean usesVirtualTables) {
  public LogicalPlan {
    columns = List.copyOf(columns);
    parameters = List.copyOf(parameters);
    tables = List.copyOf(tables);
  }
}
