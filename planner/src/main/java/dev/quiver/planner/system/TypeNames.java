package dev.quiver.planner.system;

import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.SimpleType;

/** The types of columns as a CREATE TABLE would spell them. */
public final class TypeNames {
  private TypeNames() {}

  public static String of(Field field) {
    boolean limited = field.maxLength() > 0;
    boolean sized = field.type() == SimpleType.VARCHAR || field.type() == SimpleType.VARBINARY;
    return limited && sized
        ? field.type() + "(" + field.maxLength() + ")"
        : field.type().toString();
  }
}
