package dev.quiver.driver.metadata;

import dev.quiver.driver.value.TypeMapping;
import dev.quiver.driver.value.VectorForm;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Key;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in the database, as rows of {@link MetadataColumns}. */
final class CatalogRows {
  private static final int DECIMAL_RADIX = 10;
  private static final String PRIMARY_KEY_SUFFIX = "_pkey";

  private CatalogRows() {}

  static @Nullable Object[] table(Relation table) {
    return new @Nullable Object[] {
      null,
      table.name().schema(),
      table.name().table(),
      table.type(),
      null,
      null,
      null,
      null,
      null,
      null
    };
  }

  static @Nullable Object[] column(Relation table, int position, VectorForm form) {
    Field field = table.schema().fields().get(position);
    TypeMapping mapping = TypeMapping.of(field.type(), form);
    int size = mapping.precision(field.type(), field.maxLength());
    boolean sized = mapping.javaClass() == String.class || mapping.javaClass() == byte[].class;
    return new @Nullable Object[] {
      null,
      table.name().schema(),
      table.name().table(),
      field.name(),
      mapping.jdbcType(),
      mapping.typeName(),
      size,
      null,
      mapping.hasScale() ? mapping.scale(field.type()) : null,
      mapping.signed() ? DECIMAL_RADIX : null,
      field.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
      null,
      field.defaultSql(),
      null,
      null,
      sized ? size : null,
      position + 1,
      field.nullable() ? "YES" : "NO",
      null,
      null,
      null,
      null,
      "NO",
      "NO"
    };
  }

  static String primaryKeyName(Relation table) {
    return table.name().table() + PRIMARY_KEY_SUFFIX;
  }

  /** One row per column of the key, sorted by the column's name as JDBC wants it. */
  static Stream<@Nullable Object[]> primaryKey(Relation table) {
    List<Integer> key = table.schema().primaryKey();
    return key.stream()
        .sorted(java.util.Comparator.comparing(position -> name(table, position)))
        .map(
            position ->
                new @Nullable Object[] {
                  null,
                  table.name().schema(),
                  table.name().table(),
                  name(table, position),
                  key.indexOf(position) + 1,
                  primaryKeyName(table)
                });
  }

  /** The indexes that keys are, one row per column, sorted by name as JDBC wants it. */
  static Stream<@Nullable Object[]> keyIndexes(Relation table) {
    return table.schema().keys().stream()
        .sorted(java.util.Comparator.comparing(key -> indexName(table, key)))
        .flatMap(key -> keyIndex(table, key));
  }

  private static String indexName(Relation table, Key key) {
    return key.isPrimary() ? primaryKeyName(table) : key.name();
  }

  private static Stream<@Nullable Object[]> keyIndex(Relation table, Key key) {
    return key.columns().stream()
        .map(
            position ->
                new @Nullable Object[] {
                  null,
                  table.name().schema(),
                  table.name().table(),
                  false,
                  null,
                  indexName(table, key),
                  (int) DatabaseMetaData.tableIndexOther,
                  key.columns().indexOf(position) + 1,
                  name(table, position),
                  null,
                  table.rowCount(),
                  0L,
                  null
                });
  }

  /** The columns of the key, which identify a row for as long as it lives. */
  static Stream<@Nullable Object[]> rowIdentifier(Relation table, VectorForm form) {
    return table.schema().primaryKey().stream()
        .map(
            position -> {
              Field field = table.schema().fields().get(position);
              TypeMapping mapping = TypeMapping.of(field.type(), form);
              return new @Nullable Object[] {
                DatabaseMetaData.bestRowSession,
                field.name(),
                mapping.jdbcType(),
                mapping.typeName(),
                mapping.precision(field.type(), field.maxLength()),
                null,
                mapping.scale(field.type()),
                DatabaseMetaData.bestRowNotPseudo
              };
            });
  }

  private static String name(Relation table, int position) {
    return table.schema().fields().get(position).name();
  }
}
