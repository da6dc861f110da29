package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.PreparedSql.Kind;
import dev.quiver.planner.Result;
import dev.quiver.planner.ast.CreateIndex;
import dev.quiver.planner.system.Job;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.index.BuildEstimate;
import dev.quiver.storage.index.MethodChoice;
import dev.quiver.storage.index.VectorIndex;
import java.util.Locale;
import java.util.Optional;

/**
 * CREATE INDEX on a column of vectors. A method that was left open is chosen when it runs, by the
 * table as it is then; EXPLAIN tells which and why, and what making it will take.
 */
record CreateVectorIndex(CreateIndex statement, TableName table, IndexDeclaration declaration)
    implements Executable {
  @Override
  public Kind kind() {
    return Kind.COMMAND;
  }

  @Override
  public boolean changesData() {
    return true;
  }

  @Override
  public String operation() {
    return "CREATE INDEX";
  }

  @Override
  public Result run(Execution execution) {
    if (existing(execution).isEmpty()) {
      String name = name(execution);
      Optional<TableName> taken = owner(execution, name);
      if (taken.isPresent()) {
        throw Positions.failure(statement.table(), ErrorCode.INDEX_EXISTS, name, taken.get());
      }
      build(execution, declaration.definition(name, method(execution).method()));
    }
    return new Result.Done();
  }

  /** The index that IF NOT EXISTS is content with. */
  private Optional<String> existing(Execution execution) {
    if (!statement.kind().ifNotExists()) {
      return Optional.empty();
    }
    return declaration.name().isPresent()
        ? declaration.name().filter(name -> owner(execution, name).isPresent())
        : target(execution).indexes().stream()
            .map(VectorIndex::definition)
            .filter(declaration::isServedBy)
            .map(IndexDefinition::name)
            .findFirst();
  }

  private Optional<TableName> owner(Execution execution, String index) {
    return IndexStatements.owner(execution.snapshot(), table.schema(), index);
  }

  private String name(Execution execution) {
    return declaration.name().orElseGet(() -> freeName(execution));
  }

  private MethodChoice method(Execution execution) {
    return declaration.method(target(execution));
  }

  private TableVersion target(Execution execution) {
    return execution
        .snapshot()
        .table(table)
        .orElseThrow(() -> Positions.failure(statement.table(), ErrorCode.UNKNOWN_TABLE, table));
  }

  private void build(Execution execution, IndexDefinition definition) {
    String what = "CREATE INDEX " + definition.name() + " ON " + table;
    try (Job job = execution.session().activity().start(what, "sample", 0)) {
      execution
          .transaction()
          .createIndex(table, definition, new JobProgress(job, execution.control()));
    }
  }

  /** The table and the column, and a number if that is taken. */
  private String freeName(Execution execution) {
    String base =
        (table.table() + "_" + declaration.field().name() + "_idx").toLowerCase(Locale.ROOT);
    String name = base;
    for (int i = 2; owner(execution, name).isPresent(); i++) {
      name = base + i;
    }
    return name;
  }

  @Override
  public String explain(Execution execution) {
    Optional<String> existing = existing(execution);
    if (existing.isPresent()) {
      return "CREATE INDEX makes none, since " + existing.get() + " exists\n";
    }
    String name = name(execution);
    MethodChoice choice = method(execution);
    IndexDefinition definition = declaration.definition(name, choice.method());
    String what = "EXPLAIN CREATE INDEX " + name;
    try (Job job = execution.session().activity().start(what, "sample", 0)) {
      BuildEstimate estimate =
          BuildEstimate.of(
              definition,
              declaration.dimension(),
              target(execution).fragments(),
              new JobProgress(job, execution.control()));
      return new BuildDescription(definition, choice, declaration.dimension(), estimate)
          .text("CREATE INDEX " + name + " ON " + table + " (" + declaration.field().name() + ")");
    }
  }
}
