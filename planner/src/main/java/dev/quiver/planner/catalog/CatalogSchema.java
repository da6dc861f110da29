package dev.quiver.planner.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/** A schema of the catalog, whose tables are looked up one by one and never listed. */
final class CatalogSchema extends AbstractSchema {
  private final Catalog catalog;
  private final String name;
  private final Map<String, Table> found = new HashMap<>();

  private CatalogSchema(Catalog catalog, String name) {
    this.catalog = catalog;
    this.name = name;
  }

  @Override
  public Lookup<Table> tables() {
    return new ByName<>() {
      @Override
      public @Nullable Table get(String table) {
        Table known = found.get(table);
        if (known == null) {
          known = catalog.table(name, table);
          if (known != null) {
            found.put(table, known);
          }
        }
        return known;
      }
    };
  }

  /** The nameless schema above the others. */
  static final class Root extends AbstractSchema {
    private final Catalog catalog;
    private final Map<String, Schema> found = new HashMap<>();

    Root(Catalog catalog) {
      this.catalog = catalog;
    }

    @Override
    public Lookup<? extends Schema> subSchemas() {
      return new ByName<Schema>() {
        @Override
        public @Nullable Schema get(String schema) {
          return catalog.isSchema(schema)
              ? found.computeIfAbsent(schema, s -> new CatalogSchema(catalog, s))
              : null;
        }
      };
    }
  }

  private abstract static class ByName<T> implements Lookup<T> {
    @Override
    public @Nullable Named<T> getIgnoreCase(String name) {
      T entity = get(name);
      return entity == null ? null : new Named<>(name, entity);
    }

    @Override
    public Set<String> getNames(LikePattern pattern) {
      return Set.of();
    }
  }
}
