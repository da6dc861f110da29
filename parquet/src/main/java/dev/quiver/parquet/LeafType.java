package dev.quiver.parquet;

import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import org.apache.parquet.column.ColumnReader;

/**
 * What the values of a leaf are.
 *
 * @param type as which they show themselves
 * @param checked whether every decoded value is one of {@code type}; if not, a value must still be
 *     converted to it, which checks it
 */
record LeafType(DataType type, boolean checked, Decoder decoder) {
  /** Makes the object of the value that a reader stands on. */
  @FunctionalInterface
  interface Decoder {
    /**
     * @throws RuntimeException of any kind if the value is none of its type
     */
    Object decode(ColumnReader reader);
  }

  /** The same values for a column of this type: bytes without a meaning can be texts. */
  LeafType forTarget(DataType target) {
    boolean text = target == SimpleType.VARCHAR || target == SimpleType.JSON;
    return text && type == SimpleType.VARBINARY
        ? new LeafType(SimpleType.VARCHAR, true, LeafTypes::text)
        : this;
  }
}
