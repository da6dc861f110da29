package dev.quiver.planner.plan;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import dev.quiver.planner.catalog.Catalog;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * READ_CSV('file') and its kin, and TABLE_CHANGES, in FROM: each becomes a name that the catalog
 * knows, so that the file's columns are those of a table. A function that is yet to be built is
 * told by its name.
 */
final class FileCalls extends SqlBasicVisitor<@Nullable Void> {
  private static final FileCalls INSTANCE = new FileCalls();
  private static final String PREFIX = "READ_";
  private static final Set<String> FORMATS = Set.of("CSV", "JSON", "ARROW", "PARQUET");

  private FileCalls() {}

  /** Changes the tree. */
  static SqlNode resolve(SqlNode query) {
    query.accept(INSTANCE);
    return query;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call.getOperator() instanceof SqlUnresolvedFunction function
        && ValidationErrors.isPlanned(function.getName())) {
      throw new QuiverException(
              ErrorCode.NOT_SUPPORTED, function.getName().toUpperCase(Locale.ROOT))
          .at(position(call));
    }
    if (call instanceof SqlSelect select && select.getFrom() != null) {
      select.setFrom(resolved(select.getFrom(), true));
    } else if (call instanceof SqlJoin join) {
      join.setLeft(resolved(join.getLeft(), true));
      join.setRight(resolved(join.getRight(), true));
    }
    return super.visit(call);
  }

  private static SqlNode resolved(SqlNode from, boolean addAlias) {
    if (from.getKind() == SqlKind.AS) {
      SqlCall as = (SqlCall) from;
      as.setOperand(0, resolved(as.operand(0), false));
      return as;
    }
    if (from.getKind() != SqlKind.COLLECTION_TABLE
        || !(((SqlCall) from).operand(0) instanceof SqlBasicCall call)) {
      return from;
    }
    String function = call.getOperator().getName().toUpperCase(Locale.ROOT);
    if (function.equals("TABLE_CHANGES")) {
      return named(call, changes(call), addAlias);
    }
    String format = function.startsWith(PREFIX) ? function.substring(PREFIX.length()) : "";
    if (!FORMATS.contains(format)) {
      return from;
    }
    return named(call, Catalog.file(format, argument(function, call)), addAlias);
  }

  private static SqlNode named(SqlBasicCall call, String table, boolean addAlias) {
    SqlIdentifier name = new SqlIdentifier(table, call.getParserPosition());
    return addAlias
        ? SqlStdOperatorTable.AS.createCall(
            call.getParserPosition(),
            name,
            new SqlIdentifier(call.getOperator().getName(), call.getParserPosition()))
        : name;
  }

  private static String changes(SqlBasicCall call) {
    if (call.operandCount() == 3
        && call.operand(0) instanceof SqlCharStringLiteral table
        && call.operand(1) instanceof SqlNumericLiteral from
        && call.operand(2) instanceof SqlNumericLiteral to
        && from.isInteger()
        && to.isInteger()) {
      return Catalog.changes(
          table.getValueAs(String.class), from.longValue(true), to.longValue(true));
    }
    throw new QuiverException(
            ErrorCode.INVALID_QUERY,
            "TABLE_CHANGES takes a table's name and two versions, as literals")
        .at(
            new TextPosition(
                call.getParserPosition().getLineNum(), call.getParserPosition().getColumnNum()));
  }

  private static String argument(String function, SqlBasicCall call) {
    if (call.operandCount() == 1 && call.operand(0) instanceof SqlCharStringLiteral file) {
      return file.getValueAs(String.class);
    }
    throw new QuiverException(
            ErrorCode.INVALID_QUERY, function + " takes one argument, the file's name as a literal")
        .at(position(call));
  }

  private static TextPosition position(SqlCall call) {
    return new TextPosition(
        call.getParserPosition().getLineNum(), call.getParserPosition().getColumnNum());
  }
}
