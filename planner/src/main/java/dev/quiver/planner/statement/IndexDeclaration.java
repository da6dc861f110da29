package dev.quiver.planner.statement;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.planner.ast.CreateIndex;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.index.MethodChoice;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.VectorType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What a CREATE INDEX asks for, checked against its table.
 *
 * @param field the column
 * @param chosen whether the method is left to Quiver
 */
record IndexDeclaration(Optional<String> name, Field field, boolean chosen, IndexOptions options) {
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
    Optional<IndexMethod> method = method(statement, field);
    if (!(field.type() instanceof VectorType vector)) {
      throw Positions.failure(
          written,
          ErrorCode.TYPE_MISMATCH,
          "index on column " + field.name(),
          field.type(),
          "VECTOR");
    }
    return new IndexDeclaration(
        Optional.ofNullable(statement.nameNode()).map(SqlIdentifier::getSimple),
        field,
        method.isEmpty(),
        IndexOptions.of(methods(statement, method, vector), vector, statement.kind().options()));
  }

  /** The method asked for, or those that there are for a column. */
  private static List<IndexMethod> methods(
      CreateIndex statement, Optional<IndexMethod> asked, VectorType column) {
    boolean bits = column.element() == VectorType.Element.BIT;
    List<IndexMethod> able =
        Arrays.stream(IndexMethod.values())
            .filter(method -> method.serves(bits ? Metric.HAMMING : Metric.L2))
            .toList();
    if (asked.isEmpty() || able.contains(asked.get())) {
      return asked.map(List::of).orElse(able);
    }
    throw Positions.failure(
        Objects.requireNonNull(statement.kind().methodNode()),
        ErrorCode.NOT_SUPPORTED,
        "an index by %s on a column of type %s (rows of bits take no more room than codes; by %s)"
            .formatted(
                asked.get(),
                column,
                able.stream().map(IndexMethod::name).collect(Collectors.joining(" or "))));
  }

  /** Elements of the column's vectors. */
  int dimension() {
    return ((VectorType) field.type()).dimension();
  }

  /** The method for a table as it is now, and why. */
  MethodChoice method(TableVersion table) {
    return chosen
        ? MethodChoice.of(options.methods(), options.metric(), table.rowCount(), dimension())
        : new MethodChoice(options.methods().get(0), "it was asked for");
  }

  IndexDefinition definition(String name, IndexMethod method) {
    return new IndexDefinition(name, field.id(), method, options.metric(), options.parameters());
  }

  /**
   * Whether an index is one of this column and metric, by a method that was asked for or may be,
   * whatever its other options are.
   */
  boolean isServedBy(IndexDefinition index) {
    return index.fieldId() == field.id()
        && index.metric() == options.metric()
        && options.methods().contains(index.method());
  }

  private static void checkIsBuilt(@Nullable SqlIdentifier method) {
    if (method != null) {
      String name = method.getSimple().toUpperCase(Locale.ROOT);
      if (LATER_METHODS.contains(name)) {
        throw Positions.failure(method, ErrorCode.NOT_SUPPORTED, "CREATE INDEX USING " + name);
      }
    }
  }

  /** The method asked for; empty if that is open. */
  private static Optional<IndexMethod> method(CreateIndex statement, Field field) {
    SqlIdentifier written = statement.kind().methodNode();
    if (written == null) {
      if (statement.kind().vector() || field.type() instanceof VectorType) {
        return Optional.empty();
      }
      throw Positions.failure(
          statement.columns().get(0), ErrorCode.NOT_SUPPORTED, "CREATE INDEX USING BTREE");
    }
    String name = written.getSimple().toUpperCase(Locale.ROOT);
    Optional<IndexMethod> named = IndexMethod.named(name);
    if (named.isEmpty()) {
      throw Positions.failure(
          written,
          ErrorCode.INVALID_QUERY,
          "unknown index method " + name + "; there are " + IndexMethod.names());
    }
    return named;
  }
}
