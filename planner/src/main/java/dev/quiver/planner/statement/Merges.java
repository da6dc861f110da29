package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.ast.Merge;
import dev.quiver.planner.catalog.Catalog;
import dev.quiver.planner.statement.MergeRows.Branch;
import dev.quiver.planner.statement.MergeRows.Effect;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Checks MERGE and plans a query for each clause: a join of the target with the source finds the
 * rows that match, an outer join those of the source that match none. The source is the side that
 * is hashed.
 */
final class Merges {
  private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

  /** Of a source that numbers its rows: the column with the number. */
  static final String MARK_COLUMN = "$ROW";

  private final Merge merge;
  private final TableVersion table;
  private final SqlIdentifier target;
  private final SqlIdentifier sourceName;
  private final SqlNode source;
  private final boolean marked;
  private final CompileContext context;
  private final DefaultValues defaults;

  private Merges(Merge merge, boolean marked, CompileContext context) {
    this.merge = merge;
    this.table = context.names().existingTarget(merge.target());
    this.target =
        merge.alias() == null
            ? merge.target().getComponent(merge.target().names.size() - 1)
            : merge.alias();
    this.sourceName = MergeSource.alias(merge.source());
    this.source = MergeSource.typed(merge, table.schema());
    this.marked = marked;
    this.context = context;
    this.defaults = DefaultValues.of(table.schema().fields(), context);
  }

  static MergeRows compile(Merge merge, CompileContext context) {
    return new Merges(merge, false, context).compile("MERGE");
  }

  /** One over a source that numbers its rows. */
  static MergeRows marked(Merge merge, String operation, CompileContext context) {
    return new Merges(merge, true, context).compile(operation);
  }

  private MergeRows compile(String operation) {
    if (target.getSimple().equalsIgnoreCase(sourceName.getSimple())) {
      throw Positions.failure(
          merge.source(),
          ErrorCode.INVALID_QUERY,
          "target and source are both called " + sourceName.getSimple());
    }
    List<Branch> branches = new ArrayList<>();
    List<SqlNode> before = new ArrayList<>();
    List<SqlNode> beforeUnmatched = new ArrayList<>();
    for (Merge.Clause clause : merge.clauses()) {
      List<SqlNode> earlier = clause.matched() ? before : beforeUnmatched;
      Branch branch = branch(clause, condition(clause.condition(), earlier));
      if (branch != null) {
        branches.add(branch);
      }
      SqlNode own = clause.condition();
      earlier.add(own == null ? SqlLiteral.createBoolean(true, NOWHERE) : own);
    }
    return new MergeRows(table.name(), table.schema(), branches, parameters(branches), operation);
  }

  private static List<DataType> parameters(List<Branch> branches) {
    int count = 0;
    for (Branch branch : branches) {
      for (int index : branch.part().parameterIndexes()) {
        count = Math.max(count, index + 1);
      }
    }
    @Nullable DataType[] types = new DataType[count];
    branches.forEach(branch -> branch.part().addTypes(types));
    List<DataType> all = new ArrayList<>();
    for (DataType type : types) {
      all.add(type == null ? SimpleType.VARCHAR : type);
    }
    return all;
  }

  /** That a row fits a clause and fitted none before it. */
  private static @Nullable SqlNode condition(@Nullable SqlNode own, List<SqlNode> earlier) {
    SqlNode all = own;
    for (SqlNode other : earlier) {
      SqlNode not = SqlStdOperatorTable.IS_NOT_TRUE.createCall(NOWHERE, other);
      all = all == null ? not : SqlStdOperatorTable.AND.createCall(NOWHERE, all, not);
    }
    return all;
  }

  private @Nullable Branch branch(Merge.Clause clause, @Nullable SqlNode condition) {
    Merge.Action action = clause.action();
    if (action instanceof Merge.Update update) {
      return changing(Effect.UPDATE, update, condition);
    }
    if (action instanceof Merge.Delete) {
      return changing(Effect.DELETE, null, condition);
    }
    return action instanceof Merge.Insert insert ? inserting(insert, condition) : null;
  }

  private Branch changing(
      Effect effect, Merge.@Nullable Update update, @Nullable SqlNode condition) {
    List<SqlNode> selected = new ArrayList<>();
    List<Field> filled = new ArrayList<>();
    selected.add(SqlTrees.column(target, Catalog.FRAGMENT_COLUMN));
    filled.add(new Field(0, Catalog.FRAGMENT_COLUMN, SimpleType.INTEGER, false));
    selected.add(SqlTrees.column(target, Catalog.OFFSET_COLUMN));
    filled.add(new Field(0, Catalog.OFFSET_COLUMN, SimpleType.INTEGER, false));
    addMark(selected, filled);
    if (update != null) {
      selected.addAll(
          Assignments.expressions(
              table, target, update.columns().getList(), update.values().getList()));
      filled.addAll(table.schema().fields());
    }
    SqlNode query = SqlTrees.select(selected, join(JoinType.INNER), condition);
    return new Branch(effect, PlanPart.of(filled, query, context), List.of(), defaults, marked);
  }

  private void addMark(List<SqlNode> selected, List<Field> filled) {
    if (marked) {
      selected.add(SqlTrees.column(sourceName, MARK_COLUMN));
      filled.add(new Field(0, MARK_COLUMN, SimpleType.INTEGER, false));
    }
  }

  /** The source's rows without a match, as a table of the source's name. */
  private Branch inserting(Merge.Insert insert, @Nullable SqlNode condition) {
    Schema schema = table.schema();
    SqlNodeList names = insert.columns();
    List<Integer> positions =
        TargetColumns.of(table.name(), schema, names == null ? null : names.getList());
    if (positions.size() != insert.values().size()) {
      throw Positions.failure(
          insert.values().get(0),
          ErrorCode.INVALID_QUERY,
          "MERGE has "
              + insert.values().size()
              + " values for "
              + positions.size()
              + " columns of "
              + table.name());
    }
    List<SqlNode> selected = new ArrayList<>();
    List<Field> filled = new ArrayList<>();
    List<Integer> targets = new ArrayList<>();
    addMark(selected, filled);
    for (int i = 0; i < positions.size(); i++) {
      SqlNode value = insert.values().get(i);
      if (value.getKind() != SqlKind.DEFAULT) {
        LiteralValues.check(value, schema.fields().get(positions.get(i)));
        selected.add(value);
        filled.add(schema.fields().get(positions.get(i)));
        targets.add(positions.get(i));
      }
    }
    if (selected.isEmpty()) { // nothing but defaults: the rows still count
      throw Positions.failure(
          insert.values(), ErrorCode.NOT_SUPPORTED, "MERGE that inserts nothing but defaults");
    }
    SqlNode unmatched =
        SqlTrees.select(
            List.of(
                SqlIdentifier.star(
                    List.of(sourceName.getSimple(), ""), NOWHERE, List.of(NOWHERE, NOWHERE))),
            join(JoinType.RIGHT),
            SqlStdOperatorTable.IS_NULL.createCall(
                NOWHERE, SqlTrees.column(target, Catalog.OFFSET_COLUMN)));
    SqlNode query =
        SqlTrees.select(
            selected, SqlStdOperatorTable.AS.createCall(NOWHERE, unmatched, sourceName), condition);
    return new Branch(
        Effect.INSERT, PlanPart.of(filled, query, context), targets, defaults, marked);
  }

  private SqlNode join(JoinType type) {
    return new SqlJoin(
        NOWHERE,
        SqlTrees.addressed(merge.target(), target),
        SqlLiteral.createBoolean(false, NOWHERE),
        type.symbol(NOWHERE),
        source,
        JoinConditionType.ON.symbol(NOWHERE),
        merge.condition());
  }
}
