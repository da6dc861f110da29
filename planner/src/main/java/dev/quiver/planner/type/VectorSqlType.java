package dev.quiver.planner.type;

import dev.quiver.storage.type.VectorType.Element;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.ArraySqlType;
import org.jspecify.annotations.Nullable;

/**
 * VECTOR(n) or VECTOR(n, BIT): an array whose length is part of the type.
 *
 * <p>Dimension {@link #ANY_DIMENSION} means a vector whose length is not known before it runs, such
 * as a parameter compared with nothing else.
 */
public final class VectorSqlType extends ArraySqlType {
  private static final long serialVersionUID = 1L;

  /** The dimension of a vector of unknown length. */
  public static final int ANY_DIMENSION = -1;

  /** One more than the dimension, so that it is 0 while the super constructor runs. */
  private final int dimensionPlusOne;

  private final @Nullable Element element;

  /** To be called by {@link QuiverTypeFactory} alone, which makes equal types identical. */
  VectorSqlType(RelDataType elementType, boolean nullable, int dimension, Element element) {
    super(elementType, nullable);
    this.dimensionPlusOne = dimension + 1;
    this.element = element;
    computeDigest();
  }

  public int dimension() {
    return dimensionPlusOne - 1;
  }

  public boolean hasDimension() {
    return dimensionPlusOne > 0;
  }

  public Element element() {
    return element == null ? Element.FLOAT32 : element;
  }

  @Override
  protected void generateTypeString(StringBuilder text, boolean withDetail) {
    text.append("VECTOR");
    if (hasDimension()) {
      text.append('(').append(dimension());
      text.append(element() == Element.FLOAT32 ? ")" : ", " + element() + ")");
    } else if (element() != Element.FLOAT32) {
      text.append('(').append(element()).append(')');
    }
  }

  @Override
  public boolean deepEquals(@Nullable Object other) {
    return other instanceof VectorSqlType that
        && that.dimensionPlusOne == dimensionPlusOne
        && that.element() == element()
        && that.isNullable() == isNullable();
  }

  @Override
  public int deepHashCode() {
    return Objects.hash(VectorSqlType.class, dimensionPlusOne, element(), isNullable());
  }
}
