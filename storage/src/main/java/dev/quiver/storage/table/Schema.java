package dev.quiver.storage.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The columns of a table at one version, in order, and which of them are keys.
 *
 * <p>Names are unique without regard to case. Key columns are given by position; those of the
 * primary key are never nullable.
 *
 * @param uniqueKeys the keys besides the primary one
 */
public record Schema(
    List<Field> fields, List<Integer> primaryKey, List<Key> uniqueKeys, int nextFieldId) {
  public Schema {
    fields = List.copyOf(fields);
    primaryKey = List.copyOf(primaryKey);
    uniqueKeys = List.copyOf(uniqueKeys);
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("two columns named " + field.name());
      }
      if (field.id() >= nextFieldId) {
        throw new IllegalArgumentException("field id " + field.id() + " >= " + nextFieldId);
      }
    }
    for (int key : primaryKey) {
      if (fields.get(key).nullable()) {
        throw new IllegalArgumentException("nullable key column " + fields.get(key).name());
      }
    }
    Set<String> keyNames = new HashSet<>();
    for (Key key : uniqueKeys) {
      if (key.isPrimary() || !keyNames.add(key.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("two keys named '" + key.name() + "'");
      }
      key.columns().forEach(fields::get);
    }
  }

  /** Without a key but the primary one. */
  public Schema(List<Field> fields, List<Integer> primaryKey, int nextFieldId) {
    this(fields, primaryKey, List.of(), nextFieldId);
  }

  /** All keys, the primary one first if there is one. */
  public List<Key> keys() {
    if (primaryKey.isEmpty()) {
      return uniqueKeys;
    }
    List<Key> keys = new ArrayList<>();
    keys.add(new Key("", primaryKey));
    keys.addAll(uniqueKeys);
    return keys;
  }

  /** The ids of a key's columns, in the key's order. */
  public List<Integer> fieldIds(Key key) {
    return key.columns().stream().map(column -> fields.get(column).id()).toList();
  }

  /** What messages call a key: kind, name, columns. */
  public String describe(Key key) {
    String columns =
        String.join(", ", key.columns().stream().map(c -> fields.get(c).name()).toList());
    return (key.isPrimary() ? "primary key (" : "unique constraint " + key.name() + " (")
        + columns
        + ")";
  }

  /** The position of a column, found without regard to case. */
  public OptionalInt indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
