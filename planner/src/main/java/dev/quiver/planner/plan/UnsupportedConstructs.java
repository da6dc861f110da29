package dev.quiver.planner.plan;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Tells where in a query's text that stands which was found to have no operator, by what the text
 * calls it.
 */
public final class UnsupportedConstructs extends SqlBasicVisitor<@Nullable Void> {
  private final List<String> words;
  private @Nullable SqlCall bySyntax;
  private @Nullable SqlCall byName;

  private UnsupportedConstructs(List<String> words) {
    this.words = words;
  }

  /** The failure at the construct it is about, else where the query begins. */
  public static QuiverException place(QuiverException failure, SqlNode query) {
    if (failure.code() != ErrorCode.NOT_SUPPORTED || failure.position().isPresent()) {
      return failure;
    }
    UnsupportedConstructs search =
        new UnsupportedConstructs(List.of(String.valueOf(failure.getMessage()).split("[ ,:()]+")));
    query.accept(search);
    SqlCall byName = search.byName;
    if (byName != null) {
      return at(byName, failure);
    }
    SqlCall bySyntax = search.bySyntax;
    String construct = bySyntax == null ? null : construct(bySyntax);
    return bySyntax == null || construct == null
        ? at(query, failure)
        : at(bySyntax, QuiverException.causedBy(failure, ErrorCode.NOT_SUPPORTED, construct));
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    if (byName == null && words.contains(name.equals("STRING_AGG") ? "LISTAGG" : name)) {
      byName = call;
    }
    if (bySyntax == null && construct(call) != null) {
      bySyntax = call;
    }
    return super.visit(call);
  }

  private static @Nullable String construct(SqlCall call) {
    return switch (call.getKind()) {
      case OVER -> "a window function (OVER)";
      case GROUPING_SETS -> "GROUPING SETS";
      case ROLLUP, CUBE -> call.getOperator().getName();
      case WITH_ITEM -> isRecursive((SqlWithItem) call) ? "WITH RECURSIVE" : null;
      case TABLESAMPLE -> "TABLESAMPLE";
      case MATCH_RECOGNIZE -> "MATCH_RECOGNIZE";
      case UNNEST -> "UNNEST";
      case MAP_VALUE_CONSTRUCTOR, MAP_QUERY_CONSTRUCTOR -> "MAP";
      case MULTISET_VALUE_CONSTRUCTOR, MULTISET_QUERY_CONSTRUCTOR -> "MULTISET";
      default -> null;
    };
  }

  private static boolean isRecursive(SqlWithItem item) {
    return item.recursive.booleanValue();
  }

  private static QuiverException at(SqlNode node, QuiverException failure) {
    SqlParserPos position = node.getParserPosition();
    return position.getLineNum() < 1 || position.getColumnNum() < 1
        ? failure
        : failure.at(new TextPosition(position.getLineNum(), position.getColumnNum()));
  }
}
