package dev.quiver.planner.system;

import dev.quiver.storage.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every system table there is, by name. */
public final class SystemTables {
  public static final String SYS = "sys";
  public static final String INFORMATION_SCHEMA = "information_schema";

  private static final Map<TableName, SystemTable> TABLES = tables();

  private SystemTables() {}

  private static Map<TableName, SystemTable> tables() {
    List<SystemTable> all = new ArrayList<>(SysTables.all());
    all.addAll(ActivityTables.all());
    all.addAll(InformationSchema.all());
    Map<TableName, SystemTable> tables = new LinkedHashMap<>();
    all.forEach(table -> tables.put(table.name(), table));
    return tables;
  }

  public static Optional<SystemTable> find(TableName name) {
    return Optional.ofNullable(TABLES.get(name));
  }

  public static List<SystemTable> all() {
    return List.copyOf(TABLES.values());
  }

  /** Whether a schema holds system tables and nothing else. */
  public static boolean isSystemSchema(String schema) {
    return schema.equalsIgnoreCase(SYS) || schema.equalsIgnoreCase(INFORMATION_SCHEMA);
  }
}
