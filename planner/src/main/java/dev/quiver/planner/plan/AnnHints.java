package dev.quiver.planner.plan;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import dev.quiver.planner.operator.AnnOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.hint.HintPredicates;
import org.apache.calcite.rel.hint.HintStrategyTable;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlHint.HintOptionFormat;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlTableRef;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Brings the hint ANN of a SELECT down to the tables that it and the queries inside it read, where
 * the search finds it. The innermost hint holds; other hints are ignored.
 */
final class AnnHints extends SqlBasicVisitor<@Nullable Void> {
  /** Lets Calcite give a table its hint. */
  static final HintStrategyTable STRATEGIES =
      HintStrategyTable.builder().hintStrategy(AnnOptions.HINT, HintPredicates.TABLE_SCAN).build();

  private AnnOptions options = AnnOptions.NONE;

  private AnnHints() {}

  /**
   * Changes the tree.
   *
   * @throws QuiverException INVALID_QUERY with line and column if the hint asks for what cannot be
   */
  static SqlNode resolve(SqlNode query) {
    query.accept(new AnnHints());
    return query;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    AnnOptions outer = options;
    if (call instanceof SqlSelect select) {
      if (select.hasHints()) {
        options = readAll(select.getHints(), outer);
        select.setHints(SqlNodeList.EMPTY);
      }
      if (select.getFrom() != null) {
        select.setFrom(hinted(select.getFrom()));
      }
    } else if (call instanceof SqlJoin join) {
      join.setLeft(hinted(join.getLeft()));
      join.setRight(hinted(join.getRight()));
    }
    super.visit(call);
    options = outer;
    return null;
  }

  private SqlNode hinted(SqlNode from) {
    if (from.getKind() == SqlKind.AS) {
      SqlCall as = (SqlCall) from;
      as.setOperand(0, hinted(as.operand(0)));
      return as;
    }
    if (from instanceof SqlTableRef table) {
      return table(table.operand(0), readAll(table.operand(1), options));
    }
    return from instanceof SqlIdentifier table ? table(table, options) : from;
  }

  private static SqlNode table(SqlIdentifier table, AnnOptions options) {
    if (options.isNone()) {
      return table;
    }
    SqlParserPos position = table.getParserPosition();
    SqlNodeList pairs = new SqlNodeList(position);
    for (Map.Entry<String, String> option : options.written()) {
      pairs.add(new SqlIdentifier(option.getKey(), position));
      pairs.add(SqlLiteral.createCharString(option.getValue(), position));
    }
    SqlHint hint =
        new SqlHint(
            position,
            new SqlIdentifier(AnnOptions.HINT, position),
            pairs,
            HintOptionFormat.KV_LIST);
    return new SqlTableRef(position, table, SqlNodeList.of(hint));
  }

  /** What the hints ask for; the options around them if none of them is ours. */
  private static AnnOptions readAll(SqlNodeList hints, AnnOptions outer) {
    AnnOptions options = null;
    for (SqlNode node : hints) {
      SqlHint hint = (SqlHint) node;
      if (hint.getName().equalsIgnoreCase(AnnOptions.HINT)) {
        options = read(hint, options == null ? AnnOptions.NONE : options);
      }
    }
    return options == null ? outer : options;
  }

  private static AnnOptions read(SqlHint hint, AnnOptions before) {
    List<SqlNode> nodes = ((SqlNodeList) hint.getOperandList().get(1)).getList();
    boolean pairs = hint.getOptionFormat() == HintOptionFormat.KV_LIST;
    AnnOptions options = before;
    for (int i = 0; i < nodes.size(); i += pairs ? 2 : 1) {
      SqlNode name = nodes.get(i);
      SqlParserPos position = name.getParserPosition();
      try {
        if (hint.getOptionFormat() == HintOptionFormat.LITERAL_LIST) {
          throw AnnOptions.wrong("expected an option's name, got " + name);
        }
        options = options.with(text(name), pairs ? text(nodes.get(i + 1)) : null);
      } catch (QuiverException e) {
        throw e.at(new TextPosition(position.getLineNum(), position.getColumnNum()));
      }
    }
    return options;
  }

  private static String text(SqlNode node) {
    return node instanceof SqlLiteral literal
        ? String.valueOf(literal.getValueAs(String.class))
        : String.join(".", new ArrayList<>(((SqlIdentifier) node).names));
  }
}
