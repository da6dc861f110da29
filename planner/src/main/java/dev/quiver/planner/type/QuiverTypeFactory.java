package dev.quiver.planner.type;

import dev.quiver.storage.type.VectorType.Element;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Makes types: Calcite's own, vectors, JSON and BLOB. Text is Unicode; FLOAT is DOUBLE; CHAR(n) is
 * VARCHAR(n), so that nothing is ever padded. Safe for any number of threads.
 */
public final class QuiverTypeFactory extends JavaTypeFactoryImpl {
  /** The one instance; types of two factories would not be identical. */
  public static final QuiverTypeFactory INSTANCE = new QuiverTypeFactory();

  private QuiverTypeFactory() {
    super(QuiverTypeSystem.INSTANCE);
  }

  /** VECTOR(dimension, element). */
  public RelDataType vector(int dimension, Element element, boolean nullable) {
    RelDataType elementType =
        createSqlType(element == Element.BIT ? SqlTypeName.BOOLEAN : SqlTypeName.REAL);
    return canonize(new VectorSqlType(elementType, nullable, dimension, element));
  }

  /** A vector of floats of any length. */
  public RelDataType anyVector(boolean nullable) {
    return vector(VectorSqlType.ANY_DIMENSION, Element.FLOAT32, nullable);
  }

  /** JSON or BLOB. */
  public RelDataType named(NamedSqlType.Name name, boolean nullable) {
    return canonize(new NamedSqlType(typeSystem, name, nullable));
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public RelDataType createSqlType(SqlTypeName typeName) {
    return super.createSqlType(unpadded(typeName));
  }

  @Override
  public RelDataType createSqlType(SqlTypeName typeName, int precision) {
    return typeName == SqlTypeName.FLOAT
        ? super.createSqlType(SqlTypeName.DOUBLE)
        : super.createSqlType(unpadded(typeName), precision);
  }

  private static SqlTypeName unpadded(SqlTypeName typeName) {
    return switch (typeName) {
      case FLOAT -> SqlTypeName.DOUBLE;
      case CHAR -> SqlTypeName.VARCHAR;
      case BINARY -> SqlTypeName.VARBINARY;
      default -> typeName;
    };
  }

  @Override
  public RelDataType createTypeWithCharsetAndCollation(
      RelDataType type, Charset charset, SqlCollation collation) {
    return type instanceof NamedSqlType
        ? type
        : super.createTypeWithCharsetAndCollation(type, charset, collation);
  }

  @Override
  public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
    if (type.isNullable() == nullable && !type.isStruct()) {
      return type;
    }
    if (type instanceof VectorSqlType vector) {
      return vector(vector.dimension(), vector.element(), nullable);
    }
    if (type instanceof NamedSqlType named) {
      return named(named.name(), nullable);
    }
    return super.createTypeWithNullability(type, nullable);
  }

  @Override
  public RelDataType enforceTypeWithNullability(RelDataType type, boolean nullable) {
    return type instanceof VectorSqlType || type instanceof NamedSqlType
        ? createTypeWithNullability(type, nullable)
        : super.enforceTypeWithNullability(type, nullable);
  }

  @Override
  public @Nullable RelDataType leastRestrictive(
      List<RelDataType> types, SqlTypeMappingRule mappingRule) {
    VectorSqlType first = null;
    boolean nullable = false;
    boolean sameLength = true;
    for (RelDataType type : types) {
      nullable |= type.isNullable() || type.getSqlTypeName() == SqlTypeName.NULL;
      if (type instanceof VectorSqlType vector) {
        if (first != null && first.element() != vector.element()) {
          return null;
        }
        sameLength &= first == null || first.dimension() == vector.dimension();
        first = vector;
      } else if (type.getSqlTypeName() != SqlTypeName.NULL) {
        return super.leastRestrictive(types, mappingRule);
      }
    }
    if (first == null) {
      return super.leastRestrictive(types, mappingRule);
    }
    int dimension = sameLength ? first.dimension() : VectorSqlType.ANY_DIMENSION;
    return vector(dimension, first.element(), nullable);
  }
}
