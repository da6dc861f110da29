package dev.quiver.driver.value;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code createArrayOf} was given: the element type by its SQL name, and the elements. */
public record ArrayElements(DataType type, List<@Nullable Object> elements) {
  private static final int MICROS = 6;

  /** The names of SQL, and PostgreSQL's, which tools that speak its dialect ask for. */
  private static final Map<String, DataType> BY_NAME =
      Map.ofEntries(
          Map.entry("BOOLEAN", SimpleType.BOOLEAN),
          Map.entry("BOOL", SimpleType.BOOLEAN),
          Map.entry("TINYINT", SimpleType.TINYINT),
          Map.entry("SMALLINT", SimpleType.SMALLINT),
          Map.entry("INT2", SimpleType.SMALLINT),
          Map.entry("INTEGER", SimpleType.INTEGER),
          Map.entry("INT4", SimpleType.INTEGER),
          Map.entry("INT", SimpleType.INTEGER),
          Map.entry("BIGINT", SimpleType.BIGINT),
          Map.entry("INT8", SimpleType.BIGINT),
          Map.entry("REAL", SimpleType.REAL),
          Map.entry("FLOAT4", SimpleType.REAL),
          Map.entry("FLOAT", SimpleType.DOUBLE),
          Map.entry("DOUBLE", SimpleType.DOUBLE),
          Map.entry("FLOAT8", SimpleType.DOUBLE),
          Map.entry("DECIMAL", new DecimalType(DecimalType.MAX_PRECISION, 0)),
          Map.entry("NUMERIC", new DecimalType(DecimalType.MAX_PRECISION, 0)),
          Map.entry("CHAR", SimpleType.VARCHAR),
          Map.entry("VARCHAR", SimpleType.VARCHAR),
          Map.entry("TEXT", SimpleType.VARCHAR),
          Map.entry("STRING", SimpleType.VARCHAR),
          Map.entry("VARBINARY", SimpleType.VARBINARY),
          Map.entry("BYTEA", SimpleType.VARBINARY),
          Map.entry("DATE", SimpleType.DATE),
          Map.entry("TIME", new TimeType(MICROS)),
          Map.entry("TIMESTAMP", new TimestampType(MICROS, false)),
          Map.entry("UUID", SimpleType.UUID));

  public ArrayElements {
    elements = Collections.unmodifiableList(new ArrayList<>(elements));
  }

  /**
   * @throws SQLException if there is no such type, or an element is of no class that JDBC knows
   */
  public static ArrayElements of(@Nullable String typeName, @Nullable Object @Nullable [] given)
      throws SQLException {
    DataType type = typeName == null ? null : BY_NAME.get(typeName.toUpperCase(Locale.ROOT));
    if (type == null || given == null) {
      throw SqlErrors.of(
          ErrorCode.INVALID_ARGUMENT, "cannot make an array of " + typeName + " elements");
    }
    List<@Nullable Object> elements = new ArrayList<>(given.length);
    for (Object element : given) {
      elements.add(element == null ? null : ParameterValues.of(element, type, "element"));
    }
    return new ArrayElements(type, elements);
  }

  public String text() {
    return ValueText.of(elements);
  }
}
