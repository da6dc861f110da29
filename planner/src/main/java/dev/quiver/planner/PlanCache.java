package dev.quiver.planner;

import dev.quiver.planner.statement.Executable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statements that were planned, by their text and the schema in which names were looked up; the one
 * not asked for longest goes when it is full. Safe for any number of threads.
 *
 * <p>Nothing here knows whether a plan still holds: whoever takes one out asks its dependencies.
 */
final class PlanCache {
  /** Equality is written out: a record's own would be linked within the first statement. */
  private record Key(String sql, String schema) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && sql.equals(key.sql) && schema.equals(key.schema);
    }

    @Override
    public int hashCode() {
      return 31 * sql.hashCode() + schema.hashCode();
    }
  }

  private final Map<Key, Executable> plans;

  PlanCache(int capacity) {
    this.plans =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Executable> eldest) {
            return size() > capacity;
          }
        };
  }

  @Nullable Executable find(String sql, String schema) {
    synchronized (plans) {
      return plans.get(new Key(sql, schema));
    }
  }

  void put(String sql, String schema, Executable plan) {
    synchronized (plans) {
      plans.put(new Key(sql, schema), plan);
    }
  }
}
