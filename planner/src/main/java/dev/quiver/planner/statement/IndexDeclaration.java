package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.CreateIndex;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.VectorType;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What a CREATE INDEX asks for, checked against its table.
 *
 * @param column its name
 */
record IndexDeclaration(
    Optional<String> name, String column, int fieldId, IndexMethod method, IndexOptions options) {
  private static final Set<String> LATER_METHODS = Set.of("BTREE", "BITMAP", "FULLTEXT");

  static IndexDeclaration of(CreateIndex statement, TableVersion table) {
    if (statement.columns().size() != 1) {
      throw Positions.failure(
          statement.table(), ErrorCode.NOT_SUPPORTED, "an index on several columns");
    }
    SqlIdentifier written = statement.columns().get(0);
    checkIsBuilt(statement.kind().methodNode());
    Field field =
        table.schema().fields().get(TargetColumns.of(table.name(), table.schema(), written));
    IndexMethod method = method(statement, field);
    if (!(field.type() instanceof VectorType vector)) {
      throw Positions.failure(
          written,
          ErrorCode.TYPE_MISMATCH,
          "index on column " + field.name(),
          field.type(),
          "VECTOR");
    }
    if (vector.element() != VectorType.Element.FLOAT32) {
      throw Positions.failure(
          written, ErrorCode.NOT_SUPPORTED, "an index on a column of type " + vector);
    }
    try {
      return new IndexDeclaration(
          Optional.ofNullable(statement.nameNode()).map(SqlIdentifier::getSimple),
          field.name(),
          field.id(),
          method,
          IndexOptions.of(method, vector.dimension(), statement.kind().options()));
    } catch (QuiverException e) {
      throw Positions.at(statement.table(), e);
    }
  }

  IndexDefinition definition(String chosenName) {
    return new IndexDefinition(chosenName, fieldId, method, options.metric(), options.parameters());
  }

  private static void checkIsBuilt(@Nullable SqlIdentifier method) {
    if (method != null) {
      String name = method.getSimple().toUpperCase(Locale.ROOT);
      if (LATER_METHODS.contains(name)) {
        throw Positions.failure(method, ErrorCode.NOT_SUPPORTED, "CREATE INDEX USING " + name);
      }
    }
  }

  private static IndexMethod method(CreateIndex statement, Field field) {
    SqlIdentifier written = statement.kind().methodNode();
    if (written == null) {
      if (statement.kind().vector() || field.type() instanceof VectorType) {
        return IndexMethod.IVF_RQ;
      }
      throw Positions.failure(
          statement.columns().get(0), ErrorCode.NOT_SUPPORTED, "CREATE INDEX USING BTREE");
    }
    String name = written.getSimple().toUpperCase(Locale.ROOT);
    return IndexMethod.named(name)
        .orElseThrow(
            () ->
                Positions.failure(
                    written,
                    ErrorCode.INVALID_QUERY,
                    "unknown index method " + name + "; there are " + IndexMethod.names()));
  }
}
