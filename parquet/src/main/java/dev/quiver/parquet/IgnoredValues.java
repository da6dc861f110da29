package dev.quiver.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/**
 * What parquet-column wants to hand values to. Values are taken from the column readers instead, so
 * nothing ever arrives here.
 */
final class IgnoredValues extends GroupConverter {
  private final GroupType type;

  IgnoredValues(GroupType type) {
    this.type = type;
  }

  @Override
  public Converter getConverter(int index) {
    Type field = type.getType(index);
    return field.isPrimitive()
        ? new PrimitiveConverter() {}
        : new IgnoredValues(field.asGroupType());
  }

  @Override
  public void start() {}

  @Override
  public void end() {}
}
