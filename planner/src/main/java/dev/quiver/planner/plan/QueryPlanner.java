package dev.quiver.planner.plan;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.catalog.Catalog;
import dev.quiver.planner.catalog.NamedTable;
import dev.quiver.planner.parser.LargeStack;
import dev.quiver.planner.rewrite.Rewriter;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.planner.type.SqlTypes;
import dev.quiver.planner.type.WrittenTypes;
import dev.quiver.storage.TableName;
import dev.quiver.storage.table.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;

/**
 * Checks a parsed query against a catalog and makes a logical plan of it. For one statement, on one
 * thread.
 *
 * <p>No cost-based planner and no generated code: the tree is rewritten by rules that always pay.
 */
public final class QueryPlanner {
  /**
   * Calcite would compile and run constant expressions; operators fold them when they are built.
   */
  private static final RexExecutor NO_FOLDING =
      (rexBuilder, constants, reduced) -> reduced.addAll(constants);

  private static final HepProgram NO_PROGRAM = HepProgram.builder().build();

  private static final SqlToRelConverter.Config CONVERSION =
      SqlToRelConverter.config()
          .withTrimUnusedFields(false)
          .withExpand(false)
          .withDecorrelationEnabled(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE)
          .withHintStrategyTable(AnnHints.STRATEGIES);

  private final Catalog catalog;
  private final String sql;
  private final UnaryOperator<RelNode> rewriter;

  /**
   * @param sql the text that the statement was parsed from: tells how deep it is nested
   */
  public QueryPlanner(Catalog catalog, String sql) {
    this(catalog, sql, Rewriter::rewrite);
  }

  QueryPlanner(Catalog catalog, String sql, UnaryOperator<RelNode> rewriter) {
    this.catalog = catalog;
    this.sql = sql;
    this.rewriter = rewriter;
  }

  /**
   * Plans a query.
   *
   * @throws QuiverException UNKNOWN_TABLE, UNKNOWN_COLUMN, TYPE_MISMATCH and others, with line and
   *     column
   */
  public LogicalPlan plan(SqlNode query) {
    return plan(query, QuiverValidator::validate);
  }

  /** Plans the query of an INSERT: parameters take the types of the columns they go to. */
  public LogicalPlan planSource(SqlNode query, List<Field> targets) {
    RelDataTypeFactory.Builder rowType = QuiverTypeFactory.INSTANCE.builder();
    for (Field target : targets) {
      rowType.add(target.name(), SqlTypes.of(target.type(), true, target.maxLength()));
    }
    RelDataType expected = rowType.build();
    return plan(query, (validator, node) -> validator.validateAs(node, expected));
  }

  private LogicalPlan plan(
      SqlNode query, BiFunction<QuiverValidator, SqlNode, SqlNode> validation) {
    return LargeStack.call(
        sql,
        () -> {
          try {
            return planHere(prepared(query), validation);
          } catch (CalciteContextException e) {
            throw ValidationErrors.explain(e);
          } catch (QuiverException e) {
            QuiverException placed = UnsupportedConstructs.place(e, query);
            throw placed.position().isPresent()
                ? placed
                : UnknownVersions.place(placed, query, catalog);
          }
        });
  }

  /** What needs no catalog. */
  private static SqlNode prepared(SqlNode query) {
    WrittenTypes.checkAll(query);
    return LabelledSelects.label(AnnHints.resolve(FileCalls.resolve(query)));
  }

  private LogicalPlan planHere(
      SqlNode query, BiFunction<QuiverValidator, SqlNode, SqlNode> validation) {
    CalciteCatalogReader reader = catalog.reader();
    QuiverValidator validator = new QuiverValidator(reader);
    SqlNode validated = validation.apply(validator, query);
    List<RelDataType> parameters = validator.parameterTypes(validated);
    RelNode rel = rewriter.apply(convert(validator, reader, validated));
    return new LogicalPlan(
        rel,
        columns(validator, validated),
        parameters,
        catalog.usedTables(),
        catalog.usesVirtualTables());
  }

  private static RelNode convert(
      QuiverValidator validator, CalciteCatalogReader reader, SqlNode validated) {
    HepPlanner planner = new HepPlanner(NO_PROGRAM);
    planner.setExecutor(NO_FOLDING);
    RelOptCluster cluster =
        RelOptCluster.create(planner, new RexBuilder(QuiverTypeFactory.INSTANCE));
    cluster.setMetadataQuerySupplier(LazyMetadata::new);
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (rowType, queryString, schemaPath, viewPath) -> {
              throw new IllegalStateException("views are not expanded here");
            },
            validator,
            reader,
            cluster,
            Convertlets.INSTANCE,
            CONVERSION);
    return converter.convertQuery(validated, false, true).project();
  }

  private List<ColumnInfo> columns(QuiverValidator validator, SqlNode validated) {
    List<RelDataTypeField> fields = validator.getValidatedNodeType(validated).getFieldList();
    List<List<String>> origins = validator.getFieldOrigins(validated);
    List<ColumnInfo> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      RelDataTypeField field = fields.get(i);
      List<String> origin = origins.get(i);
      TableName table = null;
      String label = LabelledSelects.shown(field.getName());
      String name = label;
      if (origin != null && origin.size() >= 3) {
        int last = origin.size() - 1;
        table = new TableName(origin.get(last - 2), Names.plain(origin.get(last - 1)));
        name = origin.get(last);
      }
      columns.add(
          new ColumnInfo(
              label,
              canonical(table),
              name,
              ResultTypes.of(field.getType()),
              field.getType().isNullable(),
              SqlTypes.maxLength(field.getType())));
    }
    return columns;
  }

  /** With the case that the database has it in. */
  private @Nullable TableName canonical(@Nullable TableName name) {
    for (NamedTable table : catalog.usedTables()) {
      if (table.name().equals(name)) {
        return table.name();
      }
    }
    return name;
  }
}
