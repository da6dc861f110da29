package dev.quiver.planner.statement;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.StatementControl;
import dev.quiver.planner.parser.QuiverParser;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.table.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * What fills the columns that an INSERT leaves out: constants, and expressions that are computed
 * for each row.
 */
final class DefaultValues {
  private final List<Source> sources;

  /**
   * The default of one column.
   *
   * @param constant the value, if it is always the same
   * @param computed the expression, if it is not
   */
  private record Source(@Nullable Object constant, @Nullable ComputedRow computed) {
    static final Source NULL = new Source(null, null);
  }

  private DefaultValues(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  static DefaultValues of(List<Field> fields, CompileContext context) {
    List<Source> sources = new ArrayList<>();
    for (Field field : fields) {
      String sql = field.defaultSql();
      sources.add(
          sql == null ? Source.NULL : source(field, QuiverParser.parseExpression(sql), context));
    }
    return new DefaultValues(sources);
  }

  private static Source source(Field field, SqlNode expression, CompileContext context) {
    Optional<LiteralValues.Value> literal = LiteralValues.of(expression);
    return literal.isPresent()
        ? new Source(ValueConversion.to(field).convert(literal.get().object()), null)
        : new Source(null, ComputedRow.of(List.of(expression), List.of(field), context));
  }

  /** The tables that the expressions were checked against. */
  Dependencies dependencies() {
    Dependencies all = Dependencies.NONE;
    for (Source source : sources) {
      ComputedRow computed = source.computed();
      all = computed == null ? all : all.and(computed.plan().dependencies());
    }
    return all;
  }

  /** Whether all of the expressions may outlive the session that they were planned in. */
  boolean isReusable() {
    return sources.stream()
        .map(Source::computed)
        .allMatch(computed -> computed == null || computed.plan().isReusable());
  }

  /** The value of a column for one more row, not yet converted to its type. */
  @Nullable Object next(int column, Execution execution) {
    Source source = sources.get(column);
    ComputedRow computed = source.computed();
    return computed == null ? source.constant() : computed.values(execution)[0];
  }

  /**
   * Checks what a CREATE TABLE gives as default: it must have a value by itself, and one that fits.
   *
   * @throws QuiverException placed in the text
   */
  static void check(Field field, SqlNode expression, CompileContext context) {
    expression.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            throw Positions.failure(
                parameter, ErrorCode.NOT_SUPPORTED, "a parameter in a column's default");
          }

          @Override
          public @Nullable Void visit(org.apache.calcite.sql.SqlCall call) {
            if (call.isA(SqlKind.QUERY)) {
              throw Positions.failure(
                  call, ErrorCode.NOT_SUPPORTED, "a query in a column's default");
            }
            return super.visit(call);
          }
        });
    try {
      Source source = source(field, expression, context);
      ComputedRow computed = source.computed();
      if (computed != null) {
        Execution trial =
            new Execution(
                context.snapshot(),
                null,
                context.session(),
                StatementControl.unlimited(),
                new Object[0]);
        Object unused = ValueConversion.to(field).convert(computed.values(trial)[0]);
      }
    } catch (QuiverException e) {
      throw Positions.at(expression, e);
    }
  }
}
