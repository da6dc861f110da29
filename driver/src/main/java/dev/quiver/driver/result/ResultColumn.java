package dev.quiver.driver.result;

import dev.quiver.driver.value.TypeMapping;
import dev.quiver.driver.value.VectorForm;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.storage.type.DataType;

/** A column of a result as a client sees it. */
public record ResultColumn(ColumnInfo info, TypeMapping mapping) {
  public static ResultColumn of(ColumnInfo info, VectorForm form) {
    return new ResultColumn(info, TypeMapping.of(info.type(), form));
  }

  /** A column that comes from no table. */
  public static ResultColumn computed(String label, DataType type) {
    return of(new ColumnInfo(label, null, label, type, true, 0), VectorForm.ARRAY);
  }

  String label() {
    return info.label();
  }

  DataType type() {
    return info.type();
  }
}
