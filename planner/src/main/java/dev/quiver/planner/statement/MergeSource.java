package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.ast.Merge;
import dev.quiver.planner.type.KnownTypeNameSpec;
import dev.quiver.planner.type.SqlTypes;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * The source of a MERGE: what it is called, and of which types its parameters are.
 *
 * <p>A {@code ?} that is a column of the source by itself, as in {@code USING (VALUES (?, ?)) AS
 * s(id, text)}, has the type of the target's column that it is assigned to or compared with, or of
 * the one of the same name.
 */
final class MergeSource {
  private final Merge merge;
  private final Schema target;

  private MergeSource(Merge merge, Schema target) {
    this.merge = merge;
    this.target = target;
  }

  /** What the source is called. */
  static SqlIdentifier alias(SqlNode source) {
    if (source.getKind() == SqlKind.AS) {
      return ((SqlCall) source).operand(1);
    }
    if (source instanceof SqlIdentifier table) {
      return table.getComponent(table.names.size() - 1);
    }
    throw Positions.failure(
        source, ErrorCode.INVALID_QUERY, "the source of a MERGE needs a name: add AS name");
  }

  /** The source with types for its bare parameters. */
  static SqlNode typed(Merge merge, Schema target) {
    return new MergeSource(merge, target).typed();
  }

  private SqlNode typed() {
    if (!(merge.source() instanceof SqlCall as) || as.getKind() != SqlKind.AS) {
      return merge.source();
    }
    SqlNode query = as.operand(0);
    SqlNode typed =
        query.getKind() == SqlKind.VALUES
            ? values((SqlCall) query, columnNames(as))
            : query instanceof SqlSelect select ? items(select) : query;
    if (typed == query) {
      return as;
    }
    List<SqlNode> operands = new ArrayList<>(as.getOperandList());
    operands.set(0, typed);
    return as.getOperator().createCall(as.getParserPosition(), operands);
  }

  private static List<String> columnNames(SqlCall as) {
    List<String> names = new ArrayList<>();
    for (SqlNode name : as.getOperandList().subList(2, as.operandCount())) {
      names.add(((SqlIdentifier) name).getSimple());
    }
    return names;
  }

  private SqlNode values(SqlCall values, List<String> names) {
    List<SqlNode> rows = new ArrayList<>();
    for (SqlNode node : values.getOperandList()) {
      SqlCall row = (SqlCall) node;
      List<SqlNode> cells = new ArrayList<>();
      for (int i = 0; i < row.operandCount(); i++) {
        cells.add(typed(row.operand(i), i < names.size() ? names.get(i) : ""));
      }
      rows.add(row.getOperator().createCall(row.getParserPosition(), cells));
    }
    return values.getOperator().createCall(values.getParserPosition(), rows);
  }

  private SqlSelect items(SqlSelect select) {
    List<SqlNode> items = new ArrayList<>();
    for (SqlNode item : select.getSelectList()) {
      if (item.getKind() == SqlKind.AS) {
        SqlCall as = (SqlCall) item;
        String name = ((SqlIdentifier) as.operand(1)).getSimple();
        items.add(
            as.getOperator()
                .createCall(as.getParserPosition(), typed(as.operand(0), name), as.operand(1)));
      } else {
        items.add(item);
      }
    }
    select.setSelectList(new SqlNodeList(items, select.getSelectList().getParserPosition()));
    return select;
  }

  private SqlNode typed(SqlNode cell, String column) {
    if (!(cell instanceof SqlDynamicParam)) {
      return cell;
    }
    Field field = fieldFor(column);
    if (field == null) {
      return cell;
    }
    SqlParserPos position = cell.getParserPosition();
    return SqlStdOperatorTable.CAST.createCall(
        position,
        cell,
        new SqlDataTypeSpec(
            new KnownTypeNameSpec(SqlTypes.of(field.type(), true, field.maxLength()), position),
            position));
  }

  private @Nullable Field fieldFor(String column) {
    for (Merge.Clause clause : merge.clauses()) {
      if (clause.action() instanceof Merge.Update update) {
        for (int i = 0; i < update.columns().size(); i++) {
          if (names(update.values().get(i), column)) {
            return field((SqlIdentifier) update.columns().get(i)).orElse(null);
          }
        }
      } else if (clause.action() instanceof Merge.Insert insert) {
        for (int i = 0; i < insert.values().size(); i++) {
          if (names(insert.values().get(i), column)) {
            return inserted(insert.columns(), i);
          }
        }
      }
    }
    Field compared = compared(merge.condition(), column);
    return compared != null
        ? compared
        : field(new SqlIdentifier(column, SqlParserPos.ZERO)).orElse(null);
  }

  private @Nullable Field inserted(@Nullable SqlNodeList columns, int index) {
    if (columns == null) {
      return index < target.fields().size() ? target.fields().get(index) : null;
    }
    return index < columns.size() ? field((SqlIdentifier) columns.get(index)).orElse(null) : null;
  }

  private @Nullable Field compared(SqlNode condition, String column) {
    if (!(condition instanceof SqlCall call)) {
      return null;
    }
    if (call.getKind() == SqlKind.EQUALS) {
      for (int side = 0; side < 2; side++) {
        if (names(call.operand(side), column)
            && call.operand(1 - side) instanceof SqlIdentifier id) {
          return field(id).orElse(null);
        }
      }
    }
    if (call.getKind() == SqlKind.AND) {
      for (SqlNode operand : call.getOperandList()) {
        Field found = compared(operand, column);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Whether an expression is nothing but that column of the source. */
  private boolean names(SqlNode expression, String column) {
    if (!(expression instanceof SqlIdentifier id)
        || !id.names.get(id.names.size() - 1).equalsIgnoreCase(column)) {
      return false;
    }
    return id.names.size() == 1
        || id.names.get(id.names.size() - 2).equalsIgnoreCase(alias(merge.source()).getSimple());
  }

  private Optional<Field> field(SqlIdentifier name) {
    OptionalInt position = target.indexOf(name.names.get(name.names.size() - 1));
    return position.isPresent()
        ? Optional.of(target.fields().get(position.getAsInt()))
        : Optional.empty();
  }
}
