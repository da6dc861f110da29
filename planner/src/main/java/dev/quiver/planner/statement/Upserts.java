package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.Dml;
import dev.quiver.planner.ast.Merge;
import dev.quiver.planner.ast.OnConflict;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Checks INSERT … ON CONFLICT: a MERGE whose source is the table EXCLUDED. */
final class Upserts {
  private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

  private final TableVersion table;
  private final SqlIdentifier target;
  private final SqlIdentifier excluded = new SqlIdentifier(GivenRows.NAME, NOWHERE);
  private final OnConflict conflict;
  private final Key key;

  private Upserts(TableVersion table, SqlIdentifier target, OnConflict conflict) {
    this.table = table;
    this.target = target;
    this.conflict = conflict;
    this.key = key();
  }

  static Executable compile(Dml.Insert statement, CompileContext context) {
    TableVersion table = context.names().existingTarget(statement.target());
    OnConflict conflict = Objects.requireNonNull(statement.conflict());
    Upserts upserts = new Upserts(table, statement.target(), conflict);
    GivenRows given = GivenRows.of(table.schema());
    MergeRows merge = Merges.marked(upserts.merge(), "INSERT ON CONFLICT", context.beside(given));
    return new UpsertRows(
        Inserts.rows(statement, context), merge, upserts.key.columns(), conflict.update() != null);
  }

  /**
   * The key that has the columns named, by which rows are in conflict; the only one if none are.
   */
  private Key key() {
    Schema schema = table.schema();
    List<Key> keys = schema.keys();
    if (keys.isEmpty()) {
      throw at("ON CONFLICT needs a key, and " + table.name() + " has none");
    }
    if (conflict.key().isEmpty()) {
      if (conflict.update() != null) {
        throw at("ON CONFLICT DO UPDATE needs the columns of the key");
      }
      if (keys.size() > 1) {
        throw at("ON CONFLICT needs the columns of a key, since " + table.name() + " has several");
      }
      return keys.get(0);
    }
    Set<Integer> named = new HashSet<>();
    conflict.key().forEach(name -> named.add(TargetColumns.of(table.name(), schema, name)));
    return keys.stream()
        .filter(key -> named.equals(new HashSet<>(key.columns())))
        .findFirst()
        .orElseThrow(
            () ->
                at(
                    "the columns of ON CONFLICT are not the primary key of "
                        + table.name()
                        + ", nor a UNIQUE constraint's"));
  }

  private RuntimeException at(String problem) {
    return Positions.at(
        new SqlIdentifier("ON", conflict.position()),
        new QuiverException(ErrorCode.INVALID_QUERY, problem));
  }

  private Merge merge() {
    SqlIdentifier alias = target.getComponent(target.names.size() - 1);
    List<Merge.Clause> clauses = new ArrayList<>();
    OnConflict.Assignments update = conflict.update();
    if (update != null) {
      Qualifier qualifier = new Qualifier(table.schema(), alias);
      List<SqlNode> values = update.values().stream().map(qualifier::of).toList();
      SqlNode condition = update.condition();
      clauses.add(
          new Merge.Clause(
              true,
              condition == null ? null : qualifier.of(condition),
              new Merge.Update(
                  new SqlNodeList(update.columns(), NOWHERE), new SqlNodeList(values, NOWHERE))));
    }
    List<SqlNode> all = new ArrayList<>();
    for (Field field : table.schema().fields()) {
      all.add(SqlTrees.column(excluded, field.name()));
    }
    clauses.add(
        new Merge.Clause(false, null, new Merge.Insert(null, new SqlNodeList(all, NOWHERE))));
    SqlNode source =
        SqlStdOperatorTable.AS.createCall(
            NOWHERE,
            new SqlIdentifier(List.of(GivenRows.SCHEMA, GivenRows.NAME), NOWHERE),
            excluded);
    return new Merge(target, alias, source, sameKey(alias), clauses);
  }

  private SqlNode sameKey(SqlIdentifier alias) {
    SqlNode all = null;
    for (int column : key.columns()) {
      String name = table.schema().fields().get(column).name();
      SqlNode equal =
          SqlStdOperatorTable.EQUALS.createCall(
              NOWHERE, SqlTrees.column(alias, name), SqlTrees.column(excluded, name));
      all = all == null ? equal : SqlStdOperatorTable.AND.createCall(NOWHERE, all, equal);
    }
    return Objects.requireNonNull(all);
  }

  /**
   * A bare column name means the row that is there, as in PostgreSQL; but not inside a subquery.
   */
  private static final class Qualifier extends SqlShuttle {
    private final Schema schema;
    private final SqlIdentifier alias;

    Qualifier(Schema schema, SqlIdentifier alias) {
      this.schema = schema;
      this.alias = alias;
    }

    SqlNode of(SqlNode expression) {
      SqlNode qualified = expression.accept(this);
      return qualified == null ? expression : qualified;
    }

    @Override
    public SqlNode visit(SqlIdentifier name) {
      return name.isSimple() && schema.indexOf(name.getSimple()).isPresent()
          ? new SqlIdentifier(
              List.of(alias.getSimple(), name.getSimple()), name.getParserPosition())
          : name;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      return call.isA(SqlKind.QUERY) ? call : super.visit(call);
    }
  }
}
