package dev.quiver.planner.operator;

import dev.quiver.planner.StatementControl;
import dev.quiver.planner.function.VectorFunctions;
import dev.quiver.planner.type.NamedSqlType;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** SQL text to rows by Calcite's own parser and conversion, then our operators. */
final class SqlHarness {
  static final Instant NOW = Instant.parse("2026-11-22T13:14:15.123456Z");
  private static final QuiverTypeFactory TYPES = QuiverTypeFactory.INSTANCE;

  private static final SqlOperatorTable OPERATORS =
      SqlOperatorTables.chain(
          SqlOperatorTables.of(
              VectorFunctions.L2_DISTANCE,
              VectorFunctions.COSINE_DISTANCE,
              VectorFunctions.COSINE_SIMILARITY,
              VectorFunctions.INNER_PRODUCT,
              VectorFunctions.L1_DISTANCE,
              VectorFunctions.VECTOR_DIMS,
              VectorFunctions.VECTOR_NORM,
              VectorFunctions.L2_NORMALIZE,
              VectorFunctions.VECTOR_ADD,
              VectorFunctions.VECTOR_SUBTRACT,
              VectorFunctions.VECTOR_MULTIPLY,
              VectorFunctions.VECTOR_SCALE,
              VectorFunctions.SUBVECTOR),
          SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
              SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL, SqlLibrary.BIG_QUERY));

  private final CalciteSchema root = CalciteSchema.createRootSchema(false);

  SqlHarness table(MemoryTable table) {
    root.add(table.name().table(), new CatalogTable(table));
    return this;
  }

  private static final class CatalogTable extends AbstractTable {
    private final MemoryTable table;

    CatalogTable(MemoryTable table) {
      this.table = table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
      RelDataTypeFactory.Builder builder = factory.builder();
      for (Field field : table.schema().fields()) {
        builder.add(
            field.name(), factory.createTypeWithNullability(sql(field.type()), field.nullable()));
      }
      return builder.build();
    }

    @Override
    public <C> C unwrap(Class<C> type) {
      return type.isInstance(table) ? type.cast(table) : super.unwrap(type);
    }
  }

  static RelDataType sql(DataType type) {
    if (type instanceof DecimalType decimal) {
      return TYPES.createSqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
    }
    if (type instanceof TimeType time) {
      return TYPES.createSqlType(SqlTypeName.TIME, time.precision());
    }
    if (type instanceof TimestampType time) {
      return TYPES.createSqlType(
          time.local() ? SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE : SqlTypeName.TIMESTAMP,
          time.precision());
    }
    if (type instanceof VectorType vector) {
      return TYPES.vector(vector.dimension(), vector.element(), false);
    }
    if (type instanceof ListType list) {
      return TYPES.createArrayType(TYPES.createTypeWithNullability(sql(list.element()), true), -1);
    }
    if (type == SimpleType.JSON) {
      return TYPES.named(NamedSqlType.Name.JSON, false);
    }
    if (type == SimpleType.BLOB) {
      return TYPES.named(NamedSqlType.Name.BLOB, false);
    }
    return TYPES.createSqlType(SqlTypeName.valueOf(type.toString()));
  }

  RelNode rel(String sql) {
    try {
      SqlNode parsed =
          SqlParser.create(
                  sql,
                  SqlParser.config()
                      .withConformance(SqlConformanceEnum.BABEL)
                      .withUnquotedCasing(org.apache.calcite.avatica.util.Casing.UNCHANGED))
              .parseQuery();
      return rel(parsed);
    } catch (SqlParseException e) {
      throw new IllegalArgumentException(sql, e);
    }
  }

  private RelNode rel(SqlNode parsed) {
    Properties properties = new Properties();
    properties.setProperty("caseSensitive", "false");
    CalciteCatalogReader catalog =
        new CalciteCatalogReader(
            root, List.of(), TYPES, new CalciteConnectionConfigImpl(properties));
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            SqlOperatorTables.chain(OPERATORS, catalog),
            catalog,
            TYPES,
            SqlValidator.Config.DEFAULT
                .withConformance(SqlConformanceEnum.BABEL)
                .withDefaultNullCollation(NullCollation.LAST));
    HepPlanner planner =
        new HepPlanner(
            new HepProgramBuilder()
                .addRuleInstance(SubQueryRemoveRule.Config.PROJECT.toRule())
                .addRuleInstance(SubQueryRemoveRule.Config.FILTER.toRule())
                .addRuleInstance(SubQueryRemoveRule.Config.JOIN.toRule())
                .build());
    planner.setExecutor((builder, expressions, reduced) -> reduced.addAll(expressions));
    RelOptCluster cluster = RelOptCluster.create(planner, new RexBuilder(TYPES));
    cluster.setMetadataQuerySupplier(Metadata::new);
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (rowType, queryString, schemaPath, viewPath) -> {
              throw new IllegalStateException("views");
            },
            validator,
            catalog,
            cluster,
            StandardConvertletTable.INSTANCE,
            SqlToRelConverter.config().withExpand(false));
    RelNode logical = converter.convertQuery(parsed, true, true).project();
    planner.setRoot(logical);
    RelNode rewritten = planner.findBestExp();
    return RelDecorrelator.decorrelateQuery(
        rewritten, org.apache.calcite.rel.core.RelFactories.LOGICAL_BUILDER.create(cluster, null));
  }

  private static final class Metadata extends RelMetadataQuery {
    Metadata() {
      super(new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE));
    }
  }

  PhysicalPlan plan(String sql) {
    return PhysicalPlanner.plan(rel(sql));
  }

  static ExecutionContext context(Object... parameters) {
    return context(StatementControl.unlimited(), parameters);
  }

  static ExecutionContext context(StatementControl control, Object... parameters) {
    return ExecutionContext.of(new NoSnapshot(), control, parameters, NOW, "ada");
  }

  List<List<Object>> rows(String sql, Object... parameters) {
    return rows(plan(sql), context(parameters));
  }

  static List<List<Object>> rows(PhysicalPlan plan, ExecutionContext context) {
    List<List<Object>> rows = new ArrayList<>();
    try (Operator operator = plan.open(context)) {
      for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
        if (batch.size() == 0) {
          throw new IllegalStateException("an empty batch");
        }
        for (int row = 0; row < batch.size(); row++) {
          List<Object> values = new ArrayList<>();
          for (int column = 0; column < batch.columnCount(); column++) {
            values.add(batch.column(column).value(row));
          }
          rows.add(values);
        }
      }
    }
    return rows;
  }

  /** The only value of a query. */
  Object value(String sql, Object... parameters) {
    List<List<Object>> rows = rows(sql, parameters);
    if (rows.size() != 1 || rows.get(0).size() != 1) {
      throw new IllegalStateException(rows.toString());
    }
    return rows.get(0).get(0);
  }

  static Field field(int id, String name, DataType type) {
    return new Field(id, name, type, true);
  }

  static Schema schema(Object... namesAndTypes) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      fields.add(field(i / 2 + 10, (String) namesAndTypes[i], (DataType) namesAndTypes[i + 1]));
    }
    return new Schema(fields, List.of(), 1_000);
  }

  private static final class NoSnapshot implements Snapshot {
    @Override
    public long number() {
      return 0;
    }

    @Override
    public Instant committedAt() {
      return NOW;
    }

    @Override
    public List<TableName> tables() {
      return List.of();
    }

    @Override
    public Optional<TableVersion> table(TableName name) {
      return Optional.empty();
    }

    @Override
    public TableVersion table(TableName name, VersionPoint point) {
      throw new IllegalStateException(name.toString());
    }

    @Override
    public Map<String, Long> tags() {
      return Map.of();
    }
  }
}
