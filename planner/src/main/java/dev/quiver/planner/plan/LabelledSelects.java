package dev.quiver.planner.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * Names the columns of every SELECT that have no name, so that they can be referred to from outside
 * and in ORDER BY.
 *
 * <p>Where a name occurs in the SELECT already, as another label or as a column that the alias
 * would hide, the alias carries a mark that no text can refer to; {@link #shown} takes it off.
 */
final class LabelledSelects extends SqlBasicVisitor<@Nullable Void> {
  private static final char MARK = '\u0003';

  /** How Calcite calls the columns of VALUES. */
  private static final Pattern BY_NUMBER = Pattern.compile("EXPR\\$(\\d{1,6})");

  private LabelledSelects() {}

  /** Changes the query in place; doing it again changes nothing. */
  static SqlNode label(SqlNode query) {
    query.accept(new LabelledSelects());
    return query;
  }

  /** A column's name as people see it. */
  static String shown(String name) {
    int mark = name.indexOf(MARK);
    if (mark >= 0) {
      return name.substring(0, mark);
    }
    Matcher byNumber = BY_NUMBER.matcher(name);
    return byNumber.matches() ? "column" + (Integer.parseInt(byNumber.group(1)) + 1) : name;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select && hasUnnamed(select.getSelectList())) {
      select.setSelectList(named(select));
    }
    return super.visit(call);
  }

  private static boolean hasUnnamed(SqlNodeList items) {
    return items.stream().anyMatch(LabelledSelects::isUnnamed);
  }

  private static boolean isUnnamed(SqlNode item) {
    return item instanceof SqlIdentifier name
        ? Labels.isFunction(name)
        : item.getKind() != SqlKind.AS;
  }

  private static SqlNodeList named(SqlSelect select) {
    SqlNodeList items = select.getSelectList();
    Set<String> taken = new HashSet<>();
    select.accept(new Mentioned(taken));
    List<SqlNode> named = new ArrayList<>();
    for (SqlNode item : items) {
      if (isUnnamed(item)) {
        String label = Labels.of(item);
        boolean free = taken.add(label.toLowerCase(Locale.ROOT));
        named.add(
            SqlStdOperatorTable.AS.createCall(
                item.getParserPosition(),
                item,
                new SqlIdentifier(free ? label : label + MARK + named.size(), SqlParserPos.ZERO)));
      } else {
        named.add(item);
      }
    }
    return new SqlNodeList(named, items.getParserPosition());
  }

  /** Every name that a SELECT mentions. */
  private static final class Mentioned extends SqlBasicVisitor<@Nullable Void> {
    private final Set<String> names;

    Mentioned(Set<String> names) {
      this.names = names;
    }

    @Override
    public @Nullable Void visit(SqlIdentifier identifier) {
      names.add(Util.last(identifier.names).toLowerCase(Locale.ROOT));
      return null;
    }
  }
}
