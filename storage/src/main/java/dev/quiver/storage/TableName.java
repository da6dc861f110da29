package dev.quiver.storage;

import java.util.Locale;

/** A table's schema and name, as written; equal without regard to case. */
public record TableName(String schema, String table) {
  /** The schema of tables that name none. */
  public static final String DEFAULT_SCHEMA = "public";

  public static TableName of(String table) {
    return new TableName(DEFAULT_SCHEMA, table);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableName name
        && schema.equalsIgnoreCase(name.schema)
        && table.equalsIgnoreCase(name.table);
  }

  @Override
  public int hashCode() {
    return schema.toLowerCase(Locale.ROOT).hashCode() * 31
        + table.toLowerCase(Locale.ROOT).hashCode();
  }

  @Override
  public String toString() {
    return schema.equalsIgnoreCase(DEFAULT_SCHEMA) ? table : schema + "." + table;
  }
}
