package dev.quiver.planner.oracle;

import dev.quiver.planner.catalog.NamedTable;
import dev.quiver.planner.catalog.TableColumns;
import dev.quiver.planner.plan.LogicalPlan;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.storage.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;

/**
 * Runs a logical plan, as it was before any rewriting, in Calcite's Enumerable convention over rows
 * in lists.
 *
 * <p>Values have the classes that Calcite computes with: days and milliseconds for dates and times,
 * lists of Float for vectors.
 */
final class EnumerableOracle {
  private static final RexExecutor NO_FOLDING =
      (rexBuilder, constants, reduced) -> reduced.addAll(constants);

  /** Subqueries become joins and correlates, by Calcite's own rules; nothing is decorrelated. */
  private static final HepProgram SUBQUERIES =
      HepProgram.builder()
          .addRuleCollection(
              List.of(
                  CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
                  CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
                  CoreRules.JOIN_SUB_QUERY_TO_CORRELATE))
          .build();

  private static final List<RelOptRule> RULES =
      List.of(
          EnumerableRules.ENUMERABLE_TABLE_SCAN_RULE,
          EnumerableRules.ENUMERABLE_PROJECT_RULE,
          EnumerableRules.ENUMERABLE_FILTER_RULE,
          EnumerableRules.ENUMERABLE_AGGREGATE_RULE,
          EnumerableRules.ENUMERABLE_JOIN_RULE,
          EnumerableRules.ENUMERABLE_CORRELATE_RULE,
          EnumerableRules.ENUMERABLE_SORT_RULE,
          EnumerableRules.ENUMERABLE_LIMIT_RULE,
          EnumerableRules.ENUMERABLE_UNION_RULE,
          EnumerableRules.ENUMERABLE_INTERSECT_RULE,
          EnumerableRules.ENUMERABLE_MINUS_RULE,
          EnumerableRules.ENUMERABLE_VALUES_RULE,
          CoreRules.AGGREGATE_REDUCE_FUNCTIONS,
          CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES_TO_JOIN);

  /** Only a Calc has code for projections and filters. */
  private static final HepProgram CALCS =
      HepProgram.builder()
          .addRuleCollection(
              List.of(
                  EnumerableRules.ENUMERABLE_PROJECT_TO_CALC_RULE,
                  EnumerableRules.ENUMERABLE_FILTER_TO_CALC_RULE))
          .build();

  private final Map<TableName, List<@Nullable Object[]>> rows;

  EnumerableOracle(Map<TableName, List<@Nullable Object[]>> rows) {
    this.rows = rows;
  }

  /** The rows of a plan that was not rewritten. */
  List<@Nullable Object[]> rows(LogicalPlan plan, @Nullable Object... parameters) {
    CalciteSchema root = CalciteSchema.createRootSchema(false);
    Map<String, Object> values = new HashMap<>();
    EnumerableRel best = (EnumerableRel) run(CALCS, enumerable(run(SUBQUERIES, plan.root()), root));
    Bindable<?> bindable =
        EnumerableInterpretable.toBindable(values, null, best, EnumerableRel.Prefer.ARRAY);
    for (int i = 0; i < parameters.length; i++) {
      values.put("?" + i, parameters[i]);
    }
    List<@Nullable Object[]> result = new ArrayList<>();
    Enumerable<?> enumerable = bindable.bind(new Context(root.plus(), values));
    boolean single = best.getRowType().getFieldCount() == 1;
    for (Object row : enumerable) {
      result.add(single && !(row instanceof Object[]) ? new Object[] {row} : (Object[]) row);
    }
    return result;
  }

  private static RelNode run(HepProgram program, RelNode tree) {
    HepPlanner planner = new HepPlanner(program);
    planner.setExecutor(NO_FOLDING);
    planner.setRoot(tree);
    return planner.findBestExp();
  }

  private RelNode enumerable(RelNode tree, CalciteSchema root) {
    VolcanoPlanner planner = new VolcanoPlanner();
    planner.setExecutor(NO_FOLDING);
    planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
    planner.addRelTraitDef(RelCollationTraitDef.INSTANCE);
    RULES.forEach(planner::addRule);
    RelOptCluster cluster =
        RelOptCluster.create(planner, new RexBuilder(QuiverTypeFactory.INSTANCE));
    cluster.setMetadataQuerySupplier(Metadata::new);
    RelNode copy = new OracleTree(cluster, (scan, to) -> scan(scan, to, root)).copy(tree);
    planner.setRoot(
        planner.changeTraits(copy, copy.getTraitSet().replace(EnumerableConvention.INSTANCE)));
    return planner.findBestExp();
  }

  private RelNode scan(TableColumns scan, RelOptCluster cluster, CalciteSchema root) {
    NamedTable stored =
        Objects.requireNonNull(scan.getTable().unwrap(NamedTable.class), "a stored table");
    String name = stored.name().table();
    RelDataType rowType = scan.getTable().getRowType();
    root.add(name, new Rows(rowType, Objects.requireNonNull(rows.get(stored.name()))));
    CalciteCatalogReader reader =
        new CalciteCatalogReader(
            root,
            List.of(),
            QuiverTypeFactory.INSTANCE,
            new CalciteConnectionConfigImpl(new java.util.Properties()));
    RelOptTable table = Objects.requireNonNull(reader.getTable(List.of(name)));
    return LogicalTableScan.create(cluster, table, List.of());
  }

  private static final class Metadata extends RelMetadataQuery {
    Metadata() {
      super(new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE));
    }
  }

  private static final class Rows extends AbstractTable implements ScannableTable {
    private final RelDataType rowType;
    private final List<@Nullable Object[]> rows;

    Rows(RelDataType rowType, List<@Nullable Object[]> rows) {
      this.rowType = rowType;
      this.rows = rows;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory typeFactory) {
      return rowType;
    }

    @Override
    public Enumerable<@Nullable Object[]> scan(DataContext root) {
      return Linq4j.asEnumerable(rows);
    }
  }

  private record Context(SchemaPlus root, Map<String, Object> values) implements DataContext {
    @Override
    public SchemaPlus getRootSchema() {
      return root;
    }

    @Override
    public JavaTypeFactory getTypeFactory() {
      return QuiverTypeFactory.INSTANCE;
    }

    @Override
    public QueryProvider getQueryProvider() {
      throw new IllegalStateException("no queryables here");
    }

    @Override
    public @Nullable Object get(String name) {
      return values.get(name);
    }
  }
}
