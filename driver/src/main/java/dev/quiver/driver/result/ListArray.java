package dev.quiver.driver.result;

import dev.quiver.driver.error.Guarded;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.driver.value.Cell;
import dev.quiver.driver.value.TypeMapping;
import dev.quiver.driver.value.VectorForm;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vector or an ARRAY as JDBC hands it out; {@link #toString} is the text form.
 *
 * <p>Holds its elements itself and outlives its row. Immutable until freed.
 */
public final class ListArray implements Array {
  private final DataType elementType;
  private final TypeMapping mapping;
  private final String text;
  private volatile @Nullable List<@Nullable Object> elements;

  public ListArray(DataType elementType, List<? extends @Nullable Object> elements, String text) {
    this.elementType = elementType;
    this.mapping = TypeMapping.of(elementType, VectorForm.ARRAY);
    this.elements = Collections.unmodifiableList(new ArrayList<>(elements));
    this.text = text;
  }

  @Override
  public String getBaseTypeName() throws SQLException {
    elements();
    return mapping.typeName();
  }

  @Override
  public int getBaseType() throws SQLException {
    elements();
    return mapping.jdbcType();
  }

  /** An array of the element type's class, such as Float[]. */
  @Override
  public Object getArray() throws SQLException {
    return toArray(elements());
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    return toArray(slice(index, count));
  }

  @Override
  public Object getArray(@Nullable Map<String, Class<?>> map) throws SQLException {
    return getArray();
  }

  @Override
  public Object getArray(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    return getArray(index, count);
  }

  /** One row per element: INDEX from 1, and VALUE. */
  @Override
  public ResultSet getResultSet() throws SQLException {
    return rows(elements(), 1);
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    return rows(slice(index, count), (int) index);
  }

  @Override
  public ResultSet getResultSet(@Nullable Map<String, Class<?>> map) throws SQLException {
    return getResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    return getResultSet(index, count);
  }

  @Override
  public void free() {
    elements = null;
  }

  @Override
  public String toString() {
    return text;
  }

  private List<@Nullable Object> elements() throws SQLException {
    List<@Nullable Object> present = elements;
    if (present == null) {
      throw SqlErrors.of(ErrorCode.CLOSED, "array");
    }
    return present;
  }

  private List<@Nullable Object> slice(long index, int count) throws SQLException {
    List<@Nullable Object> all = elements();
    if (index < 1 || index > all.size() + 1L || count < 0) {
      throw SqlErrors.of(
          ErrorCode.INVALID_ARGUMENT,
          count + " elements from " + index + " of an array of " + all.size());
    }
    int from = (int) index - 1;
    return all.subList(from, (int) Math.min(all.size(), (long) from + count));
  }

  private Object toArray(List<@Nullable Object> slice) throws SQLException {
    return Guarded.call(
        () -> {
          Object[] array =
              (Object[]) java.lang.reflect.Array.newInstance(mapping.javaClass(), slice.size());
          for (int i = 0; i < array.length; i++) {
            Object element = slice.get(i);
            if (element != null) {
              array[i] =
                  ObjectConversions.present(new Cell(element, elementType, "element"), mapping);
            }
          }
          return array;
        });
  }

  private ResultSet rows(List<@Nullable Object> slice, int firstIndex) {
    List<@Nullable Object[]> rows = new ArrayList<>(slice.size());
    for (int i = 0; i < slice.size(); i++) {
      rows.add(new @Nullable Object[] {firstIndex + i, slice.get(i)});
    }
    return JdbcResultSet.of(
        List.of(
            ResultColumn.computed("INDEX", SimpleType.INTEGER),
            ResultColumn.computed("VALUE", elementType)),
        rows);
  }
}
