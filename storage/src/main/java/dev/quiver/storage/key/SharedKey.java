package dev.quiver.storage.key;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.TableName;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;

/**
 * Values of a key that two rows have.
 *
 * @param values as messages show them
 */
public record SharedKey(Key key, String values) {
  /** The error DUPLICATE_KEY. */
  public QuiverException in(TableName table, Schema schema) {
    return new QuiverException(ErrorCode.DUPLICATE_KEY, values, schema.describe(key), table);
  }
}
