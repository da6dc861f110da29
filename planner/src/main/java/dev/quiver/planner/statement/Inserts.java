package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.Dml;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Checks INSERT and decides how its rows are made: value by value, or by a query. */
final class Inserts {
  private final TableVersion table;
  private final Schema schema;
  private final List<Integer> targets;
  private final CompileContext context;

  private Inserts(TableVersion table, List<Integer> targets, CompileContext context) {
    this.table = table;
    this.schema = table.schema();
    this.targets = targets;
    this.context = context;
  }

  static Executable compile(Dml.Insert statement, CompileContext context) {
    return statement.conflict() == null
        ? rows(statement, context)
        : Upserts.compile(statement, context);
  }

  /** The INSERT without regard to what is to be done about a conflict. */
  static RowSource rows(Dml.Insert statement, CompileContext context) {
    TableVersion table = context.names().existingTarget(statement.target());
    SqlInsert insert = statement.node();
    SqlNodeList names = insert.getTargetColumnList();
    List<Integer> targets =
        TargetColumns.of(table.name(), table.schema(), names == null ? null : names.getList());
    return new Inserts(table, targets, context).compile(insert);
  }

  private RowSource compile(SqlInsert insert) {
    SqlNode source = insert.getSource();
    DefaultValues defaults = DefaultValues.of(schema.fields(), context);
    if (source.getKind() == SqlKind.VALUES) {
      List<InsertValues.Row> rows = new ArrayList<>();
      for (SqlNode row : ((SqlCall) source).getOperandList()) {
        rows.add(row(row));
      }
      return new InsertValues(table.name(), schema, rows, defaults, parameters(source, rows));
    }
    checkItems(source);
    QueryPlan plan =
        Plans.filling(targets.stream().map(schema.fields()::get).toList(), source, context);
    checkCount(source, plan.columns().size());
    return new InsertQuery(table.name(), schema, targets, plan, defaults);
  }

  /** The literals among the items of a SELECT. */
  private void checkItems(SqlNode source) {
    SqlNode query = source instanceof SqlOrderBy ordered ? ordered.query : source;
    if (query instanceof SqlSelect select && select.getSelectList().size() == targets.size()) {
      for (int i = 0; i < targets.size(); i++) {
        SqlNode item = select.getSelectList().get(i);
        LiteralValues.check(
            item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item,
            schema.fields().get(targets.get(i)));
      }
    }
  }

  private void checkCount(SqlNode place, int given) {
    if (given != targets.size()) {
      throw Positions.failure(
          place,
          ErrorCode.INVALID_QUERY,
          "INSERT INTO "
              + table.name()
              + " has "
              + given
              + (given == 1 ? " value for " : " values for ")
              + targets.size()
              + (targets.size() == 1 ? " column" : " columns"));
    }
  }

  private InsertValues.Row row(SqlNode node) {
    List<SqlNode> values =
        node.getKind() == SqlKind.ROW ? ((SqlCall) node).getOperandList() : List.of(node);
    checkCount(node, values.size());
    List<InsertValues.Cell> cells =
        new ArrayList<>(Collections.nCopies(schema.fields().size(), InsertValues.Cell.DEFAULT));
    List<SqlNode> computed = new ArrayList<>();
    List<Field> computedFields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Field field = schema.fields().get(targets.get(i));
      SqlNode value = values.get(i);
      InsertValues.Cell cell = cell(value, field);
      if (cell == null) {
        cell = new InsertValues.Cell.Computed(computed.size());
        computed.add(value);
        computedFields.add(field);
      }
      cells.set(targets.get(i), cell);
    }
    return new InsertValues.Row(
        cells, computed.isEmpty() ? null : ComputedRow.of(computed, computedFields, context));
  }

  /** What needs no planner; null if the value does. */
  private static InsertValues.@Nullable Cell cell(SqlNode value, Field field) {
    if (value instanceof SqlDynamicParam parameter) {
      return new InsertValues.Cell.Parameter(parameter.getIndex());
    }
    if (value.getKind() == SqlKind.DEFAULT) {
      return InsertValues.Cell.DEFAULT;
    }
    try {
      Optional<LiteralValues.Value> literal = LiteralValues.of(value);
      return literal.isEmpty()
          ? null
          : new InsertValues.Cell.Constant(
              ValueConversion.to(field).convert(literal.get().object()));
    } catch (QuiverException e) {
      throw Positions.at(value, e);
    }
  }

  private List<DataType> parameters(SqlNode source, List<InsertValues.Row> rows) {
    int[] count = {0};
    source.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            count[0]++;
            return null;
          }
        });
    DataType[] types = new DataType[count[0]];
    for (InsertValues.Row row : rows) {
      for (int i = 0; i < row.cells().size(); i++) {
        if (row.cells().get(i) instanceof InsertValues.Cell.Parameter parameter) {
          types[parameter.index()] = schema.fields().get(i).type();
        }
      }
      ComputedRow computed = row.computed();
      if (computed != null) {
        for (int i = 0; i < computed.parameterIndexes().length; i++) {
          types[computed.parameterIndexes()[i]] = computed.parameterType(i);
        }
      }
    }
    return List.of(types);
  }
}
