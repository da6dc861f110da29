package dev.quiver.driver.metadata;

import dev.quiver.driver.error.SelfWrapper;
import dev.quiver.driver.result.JdbcResultSet;
import java.sql.ResultSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Quiver does not have: results without rows, but with the columns of the specification. */
abstract class EmptyAnswers extends FixedAnswers implements SelfWrapper {

  private static ResultSet none(MetadataColumns columns) {
    return JdbcResultSet.of(columns.columns(), List.of());
  }

  @Override
  public final ResultSet getProcedures(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String procedurePattern) {
    return none(MetadataColumns.PROCEDURES);
  }

  @Override
  public final ResultSet getProcedureColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String procedurePattern,
      @Nullable String columnPattern) {
    return none(MetadataColumns.PROCEDURE_COLUMNS);
  }

  @Override
  public final ResultSet getCatalogs() {
    return none(MetadataColumns.CATALOGS);
  }

  @Override
  public final ResultSet getColumnPrivileges(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String columnPattern) {
    return none(MetadataColumns.COLUMN_PRIVILEGES);
  }

  @Override
  public final ResultSet getTablePrivileges(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern) {
    return none(MetadataColumns.TABLE_PRIVILEGES);
  }

  @Override
  public final ResultSet getVersionColumns(
      @Nullable String catalog, @Nullable String schema, @Nullable String table) {
    return none(MetadataColumns.ROW_IDENTIFIER);
  }

  @Override
  public final ResultSet getImportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table) {
    return none(MetadataColumns.KEYS);
  }

  @Override
  public final ResultSet getExportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table) {
    return none(MetadataColumns.KEYS);
  }

  @Override
  public final ResultSet getCrossReference(
      @Nullable String parentCatalog,
      @Nullable String parentSchema,
      @Nullable String parentTable,
      @Nullable String foreignCatalog,
      @Nullable String foreignSchema,
      @Nullable String foreignTable) {
    return none(MetadataColumns.KEYS);
  }

  @Override
  public final ResultSet getSuperTypes(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String typePattern) {
    return none(MetadataColumns.SUPER_TYPES);
  }

  @Override
  public final ResultSet getSuperTables(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern) {
    return none(MetadataColumns.SUPER_TABLES);
  }

  @Override
  public final ResultSet getAttributes(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String typePattern,
      @Nullable String attributePattern) {
    return none(MetadataColumns.ATTRIBUTES);
  }

  @Override
  public final ResultSet getFunctions(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String functionPattern) {
    return none(MetadataColumns.FUNCTIONS);
  }

  @Override
  public final ResultSet getFunctionColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String functionPattern,
      @Nullable String columnPattern) {
    return none(MetadataColumns.FUNCTION_COLUMNS);
  }

  @Override
  public final ResultSet getPseudoColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      @Nullable String columnPattern) {
    return none(MetadataColumns.PSEUDO_COLUMNS);
  }

  @Override
  public final ResultSet getUDTs(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String typePattern,
      int @Nullable [] types) {
    return none(MetadataColumns.USER_TYPES);
  }
}
