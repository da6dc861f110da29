package dev.quiver.planner.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multimap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelDistribution;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexTableInputRef.RelTableRef;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.util.ArrowSet;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask about a tree, made when the first asks: Calcite makes one of these for every
 * rule that fires, most plans ask nothing, and the handlers behind it cost more than such a plan.
 *
 * <p>Every question but one goes to a {@link RelMetadataQuery} over Calcite's default handlers,
 * which are called through proxies: nothing is compiled.
 */
final class LazyMetadata extends RelMetadataQuery {
  private @Nullable RelMetadataQuery full;

  LazyMetadata() {
    super(new NoHandlers());
  }

  private RelMetadataQuery full() {
    if (full == null) {
      full = new RelMetadataQuery(SharedHandlers.INSTANCE);
    }
    return full;
  }

  /** Calcite's handlers, which have no state, each made once. */
  private static final class SharedHandlers extends ProxyingMetadataHandlerProvider {
    private static final SharedHandlers INSTANCE = new SharedHandlers();

    private final Map<Class<?>, MetadataHandler<?>> handlers = new ConcurrentHashMap<>();

    private SharedHandlers() {
      super(DefaultRelMetadataProvider.INSTANCE);
    }

    @Override
    public <H extends MetadataHandler<?>> H handler(Class<H> type) {
      return type.cast(handlers.computeIfAbsent(type, t -> super.handler(type)));
    }
  }

  /** Never called: every question is overridden below. */
  private static final class NoHandlers implements MetadataHandlerProvider {
    @Override
    public <H extends MetadataHandler<?>> @Nullable H handler(Class<H> type) {
      return null;
    }
  }

  @Override
  public boolean clearCache(RelNode rel) {
    return full != null && full.clearCache(rel);
  }

  @Override
  public @Nullable Multimap<Class<? extends RelNode>, RelNode> getNodeTypes(RelNode rel) {
    return full().getNodeTypes(rel);
  }

  @Override
  public Double getRowCount(RelNode rel) {
    return full().getRowCount(rel);
  }

  @Override
  public @Nullable Double getMaxRowCount(RelNode rel) {
    return full().getMaxRowCount(rel);
  }

  @Override
  public @Nullable Double getMinRowCount(RelNode rel) {
    return full().getMinRowCount(rel);
  }

  @Override
  public @Nullable Boolean isEmpty(RelNode relNode) {
    return full().isEmpty(relNode);
  }

  @Override
  public @Nullable RelOptCost getCumulativeCost(RelNode rel) {
    return full().getCumulativeCost(rel);
  }

  @Override
  public @Nullable RelOptCost getNonCumulativeCost(RelNode rel) {
    return full().getNonCumulativeCost(rel);
  }

  @Override
  public @Nullable Double getPercentageOriginalRows(RelNode rel) {
    return full().getPercentageOriginalRows(rel);
  }

  @Override
  public @Nullable Set<RelColumnOrigin> getColumnOrigins(RelNode rel, int column) {
    return full().getColumnOrigins(rel, column);
  }

  @Override
  public @Nullable RelColumnOrigin getColumnOrigin(RelNode rel, int column) {
    return full().getColumnOrigin(rel, column);
  }

  @Override
  public @Nullable Set<RexNode> getExpressionLineage(RelNode rel, RexNode expression) {
    return full().getExpressionLineage(rel, expression);
  }

  @Override
  public @Nullable Set<RelTableRef> getTableReferences(RelNode rel) {
    return full().getTableReferences(rel);
  }

  @Override
  public @Nullable RelOptTable getTableOrigin(RelNode rel) {
    return full().getTableOrigin(rel);
  }

  @Override
  public @Nullable Double getSelectivity(RelNode rel, @Nullable RexNode predicate) {
    return full().getSelectivity(rel, predicate);
  }

  @Override
  public @Nullable Set<ImmutableBitSet> getUniqueKeys(RelNode rel) {
    return full().getUniqueKeys(rel);
  }

  @Override
  public @Nullable Set<ImmutableBitSet> getUniqueKeys(RelNode rel, boolean ignoreNulls) {
    return full().getUniqueKeys(rel, ignoreNulls);
  }

  @Override
  public @Nullable Boolean areRowsUnique(RelNode rel, boolean ignoreNulls) {
    return full().areRowsUnique(rel, ignoreNulls);
  }

  @Override
  public @Nullable Boolean areRowsUnique(RelNode rel) {
    return full().areRowsUnique(rel);
  }

  @Override
  public @Nullable Boolean areColumnsUnique(RelNode rel, ImmutableBitSet columns) {
    return full().areColumnsUnique(rel, columns);
  }

  @Override
  public @Nullable Boolean areColumnsUnique(
      RelNode rel, ImmutableBitSet columns, boolean ignoreNulls) {
    return full().areColumnsUnique(rel, columns, ignoreNulls);
  }

  /** Not known: no operator reads an order that another left, and every trimming would ask. */
  @Override
  public @Nullable ImmutableList<RelCollation> collations(RelNode rel) {
    return null;
  }

  @Override
  public RelDistribution distribution(RelNode rel) {
    return full().distribution(rel);
  }

  @Override
  public @Nullable Double getPopulationSize(RelNode rel, ImmutableBitSet groupKey) {
    return full().getPopulationSize(rel, groupKey);
  }

  @Override
  public @Nullable Double getAverageRowSize(RelNode rel) {
    return full().getAverageRowSize(rel);
  }

  @Override
  public @Nullable List<@Nullable Double> getAverageColumnSizes(RelNode rel) {
    return full().getAverageColumnSizes(rel);
  }

  @Override
  public List<@Nullable Double> getAverageColumnSizesNotNull(RelNode rel) {
    return full().getAverageColumnSizesNotNull(rel);
  }

  @Override
  public @Nullable Boolean isPhaseTransition(RelNode rel) {
    return full().isPhaseTransition(rel);
  }

  @Override
  public @Nullable Integer splitCount(RelNode rel) {
    return full().splitCount(rel);
  }

  @Override
  public @Nullable Double memory(RelNode rel) {
    return full().memory(rel);
  }

  @Override
  public @Nullable Double cumulativeMemoryWithinPhase(RelNode rel) {
    return full().cumulativeMemoryWithinPhase(rel);
  }

  @Override
  public @Nullable Double cumulativeMemoryWithinPhaseSplit(RelNode rel) {
    return full().cumulativeMemoryWithinPhaseSplit(rel);
  }

  @Override
  public @Nullable Boolean isMeasure(RelNode rel, int column) {
    return full().isMeasure(rel, column);
  }

  @Override
  public RexNode expand(RelNode rel, int column, BuiltInMetadata.Measure.Context context) {
    return full().expand(rel, column, context);
  }

  @Override
  public @Nullable Double getDistinctRowCount(
      RelNode rel, ImmutableBitSet groupKey, @Nullable RexNode predicate) {
    return full().getDistinctRowCount(rel, groupKey, predicate);
  }

  @Override
  public RelOptPredicateList getPulledUpPredicates(RelNode rel) {
    return full().getPulledUpPredicates(rel);
  }

  @Override
  public @Nullable RelOptPredicateList getAllPredicates(RelNode rel) {
    return full().getAllPredicates(rel);
  }

  @Override
  public Boolean isVisibleInExplain(RelNode rel, SqlExplainLevel explainLevel) {
    return full().isVisibleInExplain(rel, explainLevel);
  }

  @Override
  public @Nullable RelDistribution getDistribution(RelNode rel) {
    return full().getDistribution(rel);
  }

  @Override
  public @Nullable RelOptCost getLowerBoundCost(RelNode rel, VolcanoPlanner planner) {
    return full().getLowerBoundCost(rel, planner);
  }

  @Override
  public @Nullable Boolean determines(RelNode rel, int determinant, int dependent) {
    return full().determines(rel, determinant, dependent);
  }

  @Override
  public Boolean determinesSet(
      RelNode rel, ImmutableBitSet determinants, ImmutableBitSet dependents) {
    return full().determinesSet(rel, determinants, dependents);
  }

  @Override
  public ImmutableBitSet dependents(RelNode rel, ImmutableBitSet ordinals) {
    return full().dependents(rel, ordinals);
  }

  @Override
  public Set<ImmutableBitSet> determinants(RelNode rel, ImmutableBitSet ordinals) {
    return full().determinants(rel, ordinals);
  }

  @Override
  public ArrowSet getFDs(RelNode rel) {
    return full().getFDs(rel);
  }

  @Override
  public ImmutableBitSet getInputFieldsUsed(RelNode rel) {
    return full().getInputFieldsUsed(rel);
  }
}
