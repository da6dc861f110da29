package dev.quiver.storage.arrow;

import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of an Arrow file's schema: what it means to us, how it is stored and where its parts
 * stand in every record batch.
 *
 * @param id our field id; −1 in a file of another library
 * @param node index of its field node
 * @param buffer index of its first buffer, the validity bitmap
 * @param dictionary what its stored values, which are then indexes, point into; null if they are
 *     the values themselves
 */
record ArrowField(
    int id,
    String name,
    DataType type,
    boolean nullable,
    Storage storage,
    int node,
    int buffer,
    List<ArrowField> children,
    @Nullable Dictionary dictionary) {

  /** The values that the indexes of a field pick from: a record batch with one column. */
  record Dictionary(long id, ArrowField values) {}

  ArrowField {
    children = List.copyOf(children);
  }

  /** The only child of a list. */
  ArrowField child() {
    return children.get(0);
  }

  Field toField() {
    return new Field(id, name, type, nullable);
  }
}
