package dev.quiver.storage.table;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The columns of a table at one version, in order, and which of them are its primary key.
 *
 * <p>Names are unique without regard to case. Key columns are given by position and are never
 * nullable.
 */
public record Schema(List<Field> fields, List<Integer> primaryKey, int nextFieldId) {
  public Schema {
    fields = List.copyOf(fields);
    primaryKey = List.copyOf(primaryKey);
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
