package dev.quiver.driver.metadata;

import dev.quiver.planner.Session;
import dev.quiver.planner.system.SystemTable;
import dev.quiver.planner.system.SystemTables;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The schemas and tables that a session's next statement would see. */
record Catalog(Session session) {
  static final Comparator<Relation> BY_NAME =
      Comparator.comparing((Relation r) -> r.name().schema().toLowerCase(Locale.ROOT))
          .thenComparing(r -> r.name().table().toLowerCase(Locale.ROOT));
  static final Comparator<Relation> BY_TYPE_AND_NAME =
      Comparator.comparing(Relation::type).thenComparing(BY_NAME);

  List<String> schemas() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.add(TableName.DEFAULT_SCHEMA);
    SystemTables.all().forEach(table -> names.add(table.name().schema()));
    session.snapshot().tables().forEach(name -> names.add(name.schema()));
    return List.copyOf(names);
  }

  /** Ordered by schema and name. */
  Stream<Relation> relations() {
    Snapshot snapshot = session.snapshot();
    Stream<Relation> tables =
        snapshot.tables().stream()
            .flatMap(name -> snapshot.table(name).stream())
            .map(Catalog::table);
    return Stream.concat(tables, SystemTables.all().stream().map(Catalog::systemTable))
        .sorted(BY_NAME);
  }

  private static Relation table(TableVersion table) {
    return new Relation(table.name(), Relation.TABLE, table.schema(), table.rowCount());
  }

  private static Relation systemTable(SystemTable table) {
    return new Relation(table.name(), Relation.SYSTEM_TABLE, table.schema(), 0);
  }
}
