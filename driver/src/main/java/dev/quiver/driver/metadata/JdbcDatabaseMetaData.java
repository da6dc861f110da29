package dev.quiver.driver.metadata;

import dev.quiver.driver.error.Guarded;
import dev.quiver.driver.result.JdbcResultSet;
import dev.quiver.driver.value.VectorForm;
import dev.quiver.planner.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The database as tools see it. There are no catalogs; schemas are real.
 *
 * <p>Every answer comes from what the connection's next statement would read. Safe for several
 * threads, also while statements of the connection run.
 */
public final class JdbcDatabaseMetaData extends EmptyAnswers {
  private final Connection connection;
  private final Session session;
  private final Subject subject;

  /** What was opened: shown as it was given. */
  public record Subject(String url, String user, VectorForm vectorForm, boolean localFiles) {}

  public JdbcDatabaseMetaData(Connection connection, Session session, Subject subject) {
    this.connection = connection;
    this.session = session;
    this.subject = subject;
  }

  private ResultSet answer(MetadataColumns columns, Stream<@Nullable Object[]> rows)
      throws SQLException {
    return Guarded.call(() -> JdbcResultSet.of(columns.columns(), rows.toList()));
  }

  /** The tables that the patterns name, by schema and name. */
  private Stream<Relation> relations(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    if (!NamePattern.matchesNoCatalog(catalog)) {
      return Stream.empty();
    }
    NamePattern schemas = new NamePattern(schema);
    NamePattern tables = new NamePattern(table);
    return Guarded.call(() -> new Catalog(session).relations())
        .filter(r -> schemas.matches(r.name().schema()) && tables.matches(r.name().table()));
  }

  /** The table of a name that is no pattern: an underscore is an underscore. */
  private Stream<Relation> exactly(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return relations(catalog, null, null)
        .filter(r -> schema == null || r.name().schema().equalsIgnoreCase(schema))
        .filter(r -> r.name().table().equalsIgnoreCase(table));
  }

  @Override
  public ResultSet getTables(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      String @Nullable [] types)
      throws SQLException {
    Set<String> wanted =
        types == null
            ? Set.of()
            : Stream.of(types)
                .map(type -> String.valueOf(type).toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    return answer(
        MetadataColumns.TABLES,
        relations(catalog, schemaPattern, tablePattern)
            .filter(table -> types == null || wanted.contains(table.type()))
            .sorted(Catalog.BY_TYPE_AND_NAME)
            .map(CatalogRows::table));
  }

  @Override
  public ResultSet getColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern)
      throws SQLException {
    NamePattern columns = new NamePattern(columnPattern);
    Function<Relation, Stream<@Nullable Object[]>> matching =
        table ->
            java.util.stream.IntStream.range(0, table.schema().fields().size())
                .filter(i -> columns.matches(table.schema().fields().get(i).name()))
                .mapToObj(i -> CatalogRows.column(table, i, subject.vectorForm()));
    return answer(
        MetadataColumns.COLUMNS, relations(catalog, schemaPattern, tablePattern).flatMap(matching));
  }

  @Override
  public ResultSet getPrimaryKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return answer(
        MetadataColumns.PRIMARY_KEYS,
        exactly(catalog, schema, table).flatMap(CatalogRows::primaryKey));
  }

  @Override
  public ResultSet getIndexInfo(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      boolean unique,
      boolean approximate)
      throws SQLException {
    return answer(
        MetadataColumns.INDEX_INFO,
        exactly(catalog, schema, table).flatMap(CatalogRows::keyIndexes));
  }

  @Override
  public ResultSet getBestRowIdentifier(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      int scope,
      boolean nullable)
      throws SQLException {
    return answer(
        MetadataColumns.ROW_IDENTIFIER,
        exactly(catalog, schema, table)
            .flatMap(t -> CatalogRows.rowIdentifier(t, subject.vectorForm())));
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    return getSchemas(null, null);
  }

  @Override
  public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern)
      throws SQLException {
    NamePattern pattern = new NamePattern(schemaPattern);
    List<String> names = Guarded.call(() -> new Catalog(session).schemas());
    return answer(
        MetadataColumns.SCHEMAS,
        names.stream()
            .filter(name -> NamePattern.matchesNoCatalog(catalog) && pattern.matches(name))
            .map(name -> new @Nullable Object[] {name, null}));
  }

  @Override
  public ResultSet getTableTypes() throws SQLException {
    return answer(
        MetadataColumns.TABLE_TYPES,
        Stream.of("SYSTEM TABLE", "SYSTEM VIEW", "TABLE", "VIEW")
            .map(type -> new @Nullable Object[] {type}));
  }

  @Override
  public ResultSet getTypeInfo() throws SQLException {
    return answer(MetadataColumns.TYPE_INFO, TypeInfoRows.rows().stream());
  }

  @Override
  public ResultSet getClientInfoProperties() throws SQLException {
    return answer(
        MetadataColumns.CLIENT_INFO,
        Stream.<@Nullable Object[]>of(
            new @Nullable Object[] {
              "ApplicationName", 255, "", "The name of the application that uses the connection"
            }));
  }

  // Answers that depend on the connection
  // ----------------------------------------------------------

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public String getURL() {
    return subject.url();
  }

  @Override
  public String getUserName() {
    return subject.user();
  }

  @Override
  public boolean usesLocalFiles() {
    return subject.localFiles();
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    return Guarded.call(session::readOnly);
  }

  @Override
  public String getDatabaseProductVersion() {
    return ProductVersion.CURRENT.text();
  }

  @Override
  public String getDriverVersion() {
    return ProductVersion.CURRENT.text();
  }

  @Override
  public int getDatabaseMajorVersion() {
    return ProductVersion.CURRENT.major();
  }

  @Override
  public int getDatabaseMinorVersion() {
    return ProductVersion.CURRENT.minor();
  }

  @Override
  public int getDriverMajorVersion() {
    return ProductVersion.CURRENT.major();
  }

  @Override
  public int getDriverMinorVersion() {
    return ProductVersion.CURRENT.minor();
  }

  // Answers that depend on an argument
  // -------------------------------------------------------------

  @Override
  public boolean supportsTransactionIsolationLevel(int level) {
    return level == Connection.TRANSACTION_READ_UNCOMMITTED
        || level == Connection.TRANSACTION_READ_COMMITTED
        || level == Connection.TRANSACTION_REPEATABLE_READ;
  }

  @Override
  public boolean supportsResultSetType(int type) {
    return type == ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  public boolean supportsResultSetConcurrency(int type, int concurrency) {
    return supportsResultSetType(type) && concurrency == ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public boolean supportsResultSetHoldability(int holdability) {
    return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  // Words ----------------------------------------------------------------------------------------

  @Override
  public String getSQLKeywords() {
    return SqlWords.KEYWORDS;
  }

  @Override
  public String getNumericFunctions() {
    return SqlWords.NUMERIC_FUNCTIONS;
  }

  @Override
  public String getStringFunctions() {
    return SqlWords.STRING_FUNCTIONS;
  }

  @Override
  public String getSystemFunctions() {
    return SqlWords.SYSTEM_FUNCTIONS;
  }

  @Override
  public String getTimeDateFunctions() {
    return SqlWords.TIME_DATE_FUNCTIONS;
  }
}
