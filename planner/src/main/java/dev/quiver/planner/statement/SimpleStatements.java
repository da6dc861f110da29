package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.CreateTag;
import dev.quiver.planner.ast.DropTable;
import dev.quiver.planner.ast.DropTag;
import dev.quiver.planner.ast.RestoreDatabase;
import dev.quiver.planner.ast.RestoreTable;
import dev.quiver.planner.ast.SetOption;
import dev.quiver.planner.ast.TransactionStatement;
import dev.quiver.planner.ast.TruncateTable;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import java.util.Objects;

/** The statements that are one call of the transaction or the session. */
final class SimpleStatements {
  private static final int MAX_TAG_LENGTH = 255;

  private SimpleStatements() {}

  static Executable drop(DropTable statement, TableNames names) {
    TableName table = names.target(statement.table());
    return Command.change(
        "DROP TABLE",
        execution -> {
          if (execution.snapshot().table(table).isPresent()) {
            execution.transaction().dropTable(table);
          } else if (!statement.ifExists()) {
            throw Positions.failure(statement.table(), ErrorCode.UNKNOWN_TABLE, table);
          }
        });
  }

  static Executable truncate(TruncateTable statement, TableNames names) {
    TableName table = names.existingTarget(statement.table()).name();
    return Command.change("TRUNCATE", execution -> execution.transaction().truncate(table));
  }

  static Executable restore(RestoreTable statement, TableNames names) {
    TableName table = names.existingTarget(statement.table()).name();
    return Command.change(
        "RESTORE",
        execution -> {
          try {
            execution.transaction().restore(table, statement.point());
          } catch (QuiverException e) {
            throw Positions.at(statement.table(), e);
          }
        });
  }

  static Executable restore(RestoreDatabase statement) {
    return Command.change(
        "RESTORE DATABASE",
        execution -> execution.transaction().restoreDatabase(statement.point()));
  }

  static Executable createTag(CreateTag statement) {
    String tag = statement.tag();
    if (tag.isBlank() || tag.length() > MAX_TAG_LENGTH) {
      throw new QuiverException(
          ErrorCode.INVALID_QUERY,
          "a tag has 1 to " + MAX_TAG_LENGTH + " characters, not '" + tag + "'");
    }
    return Command.change(
        "CREATE TAG",
        execution -> {
          Transaction transaction = execution.transaction();
          if (statement.replace() && hasTag(transaction.view(), tag)) {
            transaction.dropTag(tag);
          }
          transaction.createTag(tag);
        });
  }

  static Executable dropTag(DropTag statement) {
    return Command.change(
        "DROP TAG",
        execution -> {
          if (!statement.ifExists() || hasTag(execution.snapshot(), statement.tag())) {
            execution.transaction().dropTag(statement.tag());
          }
        });
  }

  private static boolean hasTag(Snapshot snapshot, String tag) {
    return snapshot.tags().containsKey(tag);
  }

  static Executable set(SetOption statement) {
    return Command.control(
        "SET", (session, control) -> session.set(statement.name(), statement.value().orElse(null)));
  }

  static Executable transaction(TransactionStatement statement) {
    String savepoint = statement.savepoint();
    return switch (statement.action()) {
      case BEGIN -> Command.control("BEGIN", SessionControl::begin);
      case COMMIT -> Command.control("COMMIT", SessionControl::commit);
      case ROLLBACK ->
          savepoint == null
              ? Command.control("ROLLBACK", SessionControl::rollback)
              : Command.control(
                  "ROLLBACK TO SAVEPOINT",
                  (session, control) -> session.rollbackTo(savepoint, control));
      case SAVEPOINT ->
          Command.control(
              "SAVEPOINT",
              (session, control) -> session.savepoint(Objects.requireNonNull(savepoint), control));
      case RELEASE ->
          Command.control(
              "RELEASE SAVEPOINT",
              (session, control) -> session.release(Objects.requireNonNull(savepoint), control));
    };
  }
}
