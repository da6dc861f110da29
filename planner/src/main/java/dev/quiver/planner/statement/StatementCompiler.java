package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.CheckIndex;
import dev.quiver.planner.ast.CheckStatement;
import dev.quiver.planner.ast.CopyFrom;
import dev.quiver.planner.ast.CopyTo;
import dev.quiver.planner.ast.CreateIndex;
import dev.quiver.planner.ast.CreateTable;
import dev.quiver.planner.ast.CreateTag;
import dev.quiver.planner.ast.DescribeTable;
import dev.quiver.planner.ast.Dml;
import dev.quiver.planner.ast.DropIndex;
import dev.quiver.planner.ast.DropTable;
import dev.quiver.planner.ast.DropTag;
import dev.quiver.planner.ast.ExplainStatement;
import dev.quiver.planner.ast.Merge;
import dev.quiver.planner.ast.OptimizeTable;
import dev.quiver.planner.ast.Query;
import dev.quiver.planner.ast.RestoreDatabase;
import dev.quiver.planner.ast.RestoreTable;
import dev.quiver.planner.ast.SetOption;
import dev.quiver.planner.ast.ShowStatement;
import dev.quiver.planner.ast.Statement;
import dev.quiver.planner.ast.TransactionStatement;
import dev.quiver.planner.ast.TruncateTable;
import dev.quiver.planner.ast.Vacuum;
import dev.quiver.planner.parser.QuiverParser;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.file.ByteSource;

/** From SQL text to something that can be run: parses, then asks the class of the statement. */
public final class StatementCompiler {
  private StatementCompiler() {}

  /**
   * @param schema where names without a schema are looked up
   * @param session that asks
   * @throws QuiverException whatever is wrong with the text, with line and column
   */
  public static Executable compile(
      String sql, Snapshot snapshot, String schema, SessionControl session) {
    return compile(QuiverParser.parse(sql), new CompileContext(sql, snapshot, schema, session));
  }

  /**
   * What adds Arrow data to a table.
   *
   * @param data an Arrow IPC file or stream; it is read as often as the statement is run
   * @throws QuiverException whatever of its columns does not fit the table
   */
  public static Executable append(
      TableName table, ByteSource data, Snapshot snapshot, SessionControl session) {
    String text = "APPEND " + table;
    return AppendRows.compile(
        table, data, new CompileContext(text, snapshot, table.schema(), session));
  }

  // One dispatch on the sealed type; a switch over patterns needs a newer Java.
  private static Executable compile(Statement statement, CompileContext context) {
    if (statement instanceof Query query) {
      return new QueryStatement(Plans.of(query.node(), context));
    }
    if (statement instanceof Dml change) {
      return compile(change, context);
    }
    if (statement instanceof Merge merge) {
      return Merges.compile(merge, context);
    }
    if (statement instanceof ExplainStatement explain) {
      return Explain.of(explain.analyze(), compile(explain.statement(), context));
    }
    if (statement instanceof ShowStatement show) {
      return ShowTables.show(show, context.names());
    }
    if (statement instanceof DescribeTable describe) {
      return ShowTables.describe(describe, context.names());
    }
    if (statement instanceof CheckStatement check) {
      return CheckFiles.compile(check, context.names());
    }
    if (statement instanceof CheckIndex check) {
      return IndexCheckup.compile(check, context);
    }
    if (statement instanceof SetOption set) {
      return SimpleStatements.set(set);
    }
    if (statement instanceof TransactionStatement transaction) {
      return SimpleStatements.transaction(transaction);
    }
    return compileDefinition(statement, context);
  }

  private static Executable compile(Dml change, CompileContext context) {
    if (change instanceof Dml.Insert insert) {
      return Inserts.compile(insert, context);
    }
    if (change instanceof Dml.Update update) {
      return UpdateRows.compile(update, context);
    }
    return DeleteRows.compile((Dml.Delete) change, context);
  }

  private static Executable compileDefinition(Statement statement, CompileContext context) {
    if (statement instanceof CreateTable create) {
      return TableDefinition.compile(create, context);
    }
    if (statement instanceof DropTable drop) {
      return SimpleStatements.drop(drop, context.names());
    }
    if (statement instanceof TruncateTable truncate) {
      return SimpleStatements.truncate(truncate, context.names());
    }
    if (statement instanceof RestoreTable restore) {
      return SimpleStatements.restore(restore, context.names());
    }
    if (statement instanceof CreateTag tag) {
      return SimpleStatements.createTag(tag);
    }
    if (statement instanceof DropTag tag) {
      return SimpleStatements.dropTag(tag);
    }
    if (statement instanceof CreateIndex create) {
      return IndexStatements.create(create, context);
    }
    if (statement instanceof DropIndex drop) {
      return IndexStatements.drop(drop, context);
    }
    if (statement instanceof OptimizeTable optimize) {
      return Upkeep.optimize(optimize, context.names());
    }
    if (statement instanceof Vacuum vacuum) {
      return Upkeep.vacuum(vacuum, context.names());
    }
    if (statement instanceof CopyFrom copy) {
      return LoadFile.compile(copy, context);
    }
    if (statement instanceof CopyTo copy) {
      return WriteFile.compile(copy, context);
    }
    if (statement instanceof RestoreDatabase restore) {
      return SimpleStatements.restore(restore);
    }
    throw new QuiverException(ErrorCode.INTERNAL, "no class for " + statement.getClass());
  }
}
