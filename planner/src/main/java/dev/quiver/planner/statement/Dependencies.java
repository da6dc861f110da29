package dev.quiver.planner.statement;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that a statement was checked against, with the schema that each had. */
public record Dependencies(List<Table> tables) {
  public static final Dependencies NONE = new Dependencies(List.of());

  public Dependencies {
    tables = List.copyOf(tables);
  }

  /**
   * One table.
   *
   * @param point the AS OF; null for none
   */
  public record Table(TableName name, @Nullable VersionPoint point, Schema schema) {
    /** The table as a snapshot has it, if it is there. */
    @Nullable TableVersion in(Snapshot snapshot) {
      return point == null ? snapshot.table(name).orElse(null) : snapshot.table(name, point);
    }
  }

  static Dependencies onSchema(TableName table, Schema schema) {
    return new Dependencies(List.of(new Table(table, null, schema)));
  }

  Dependencies and(Dependencies others) {
    List<Table> all = new ArrayList<>(tables);
    all.addAll(others.tables);
    return new Dependencies(all);
  }

  /** Whether a statement checked back then means the same over this snapshot. */
  public boolean holdIn(Snapshot snapshot) {
    for (Table table : tables) {
      try {
        TableVersion now = table.in(snapshot);
        if (now == null || !(now.schema() == table.schema || now.schema().equals(table.schema))) {
          return false;
        }
      } catch (QuiverException e) {
        return false; // the version or tag is gone: checking anew will say so, and where
      }
    }
    return true;
  }
}
