package dev.quiver.planner.catalog;

import dev.quiver.planner.ast.VersionedName;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableName;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.VersionPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.schema.Table;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names over one snapshot, for planning one statement; remembers which tables it gave. For
 * one thread; cheap to make.
 */
public final class Catalog {
  /** Of an addressed table: the position of the row's fragment in its table version. */
  public static final String FRAGMENT_COLUMN = "$FRAGMENT";

  /** Of an addressed table: the row's offset in its fragment. */
  public static final String OFFSET_COLUMN = "$OFFSET";

  /** Before a table's name: give it the two columns above. */
  private static final char ADDRESSED = '\u0002';

  /** Before a function's name: read this file. */
  private static final char FILE = '\u0003';

  /** Before a function's name: read the changes between two versions. */
  private static final char CHANGES = '\u0005';

  private static final CalciteConnectionConfig CONFIG = config();

  private final Snapshot snapshot;
  private final String schema;
  private final VirtualTables virtualTables;
  private final List<NamedTable> used = new ArrayList<>();
  private boolean usesVirtualTables;

  /**
   * @param schema where names without a schema are looked up
   */
  public Catalog(Snapshot snapshot, String schema, VirtualTables virtualTables) {
    this.snapshot = snapshot;
    this.schema = schema;
    this.virtualTables = virtualTables;
  }

  private static CalciteConnectionConfig config() {
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    return new CalciteConnectionConfigImpl(properties);
  }

  /** The stored tables that were asked for, each with the schema that it was given with. */
  public List<NamedTable> usedTables() {
    return Collections.unmodifiableList(used);
  }

  /** Whether a system table or a file was asked for; their columns may change at any time. */
  public boolean usesVirtualTables() {
    return usesVirtualTables;
  }

  /** The name under which a table is found with the columns that say where its rows are. */
  public static String addressed(String table) {
    return ADDRESSED + table;
  }

  /** The name under which a file is found as a table. */
  public static String file(String format, String file) {
    return FILE + format.toUpperCase(Locale.ROOT) + FILE + file;
  }

  /** The name under which the changes between two versions of a table are found. */
  public static String changes(String table, long from, long to) {
    return CHANGES + table + CHANGES + from + CHANGES + to;
  }

  /** What the validator asks. */
  public CalciteCatalogReader reader() {
    CalciteSchema root =
        CalciteSchema.createRootSchema(false, false, "", new CatalogSchema.Root(this));
    return new CalciteCatalogReader(root, List.of(schema), QuiverTypeFactory.INSTANCE, CONFIG);
  }

  boolean isSchema(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals(TableName.DEFAULT_SCHEMA)
        || name.equalsIgnoreCase(schema)
        || virtualTables.schemas().contains(lower)
        || snapshot.tables().stream().anyMatch(t -> t.schema().equalsIgnoreCase(name));
  }

  @Nullable Table table(String schemaName, String name) {
    if (!name.isEmpty() && name.charAt(0) == FILE) {
      int end = name.indexOf(FILE, 1);
      return virtual(virtualTables.file(name.substring(1, end), name.substring(end + 1)));
    }
    if (!name.isEmpty() && name.charAt(0) == CHANGES) {
      return changes(name.split(String.valueOf(CHANGES)));
    }
    if (virtualTables.schemas().contains(schemaName.toLowerCase(Locale.ROOT))) {
      return virtualTables.find(schemaName, name).map(this::virtual).orElse(null);
    }
    boolean isAddressed = !name.isEmpty() && name.charAt(0) == ADDRESSED;
    String plain = isAddressed ? name.substring(1) : name;
    Optional<VersionedName> versioned = VersionedName.decode(plain);
    TableName tableName =
        new TableName(schemaName, versioned.map(VersionedName::name).orElse(plain));
    VersionPoint point = versioned.map(VersionedName::point).orElse(null);
    TableVersion version =
        point == null ? snapshot.table(tableName).orElse(null) : snapshot.table(tableName, point);
    return version == null ? null : stored(version, point, isAddressed);
  }

  private Table stored(TableVersion version, @Nullable VersionPoint point, boolean isAddressed) {
    NamedTable table = new NamedTable(version.name(), point, version.schema());
    if (!used.contains(table)) {
      used.add(table);
    }
    return new CatalogTable(table, version.schema().fields(), version.rowCount(), isAddressed);
  }

  /**
   * @param parts nothing, the table's name, two versions
   */
  private Table changes(String[] parts) {
    int dot = parts[1].indexOf('.');
    TableName table =
        dot < 0
            ? new TableName(schema, parts[1])
            : new TableName(parts[1].substring(0, dot), parts[1].substring(dot + 1));
    return virtual(
        virtualTables.changes(snapshot, table, Long.parseLong(parts[2]), Long.parseLong(parts[3])));
  }

  private Table virtual(VirtualTables.Table table) {
    usesVirtualTables |= !table.fixed();
    return new CatalogTable(table.source(), table.fields(), 1_000, false);
  }
}
