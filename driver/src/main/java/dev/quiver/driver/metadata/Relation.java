package dev.quiver.driver.metadata;

import dev.quiver.storage.TableName;
import dev.quiver.storage.table.Schema;

/**
 * A table or view as tools list it.
 *
 * @param type TABLE, VIEW, SYSTEM TABLE or SYSTEM VIEW
 * @param rowCount rows now; 0 where nobody knows
 */
record Relation(TableName name, String type, Schema schema, long rowCount) {
  static final String TABLE = "TABLE";
  static final String SYSTEM_TABLE = "SYSTEM TABLE";
}
