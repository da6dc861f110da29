package dev.quiver.planner.type;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.type.BasicSqlType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * JSON and BLOB: to the validator a VARCHAR and a VARBINARY, to the user and the store types apart.
 */
public final class NamedSqlType extends BasicSqlType {
  private static final long serialVersionUID = 1L;

  /** The types there are. */
  public enum Name {
    JSON(SqlTypeName.VARCHAR),
    BLOB(SqlTypeName.VARBINARY);

    private final SqlTypeName base;

    Name(SqlTypeName base) {
      this.base = base;
    }
  }

  private final Name name;

  NamedSqlType(RelDataTypeSystem typeSystem, Name name, boolean nullable) {
    super(typeSystem, name.base, nullable);
    this.name = name;
    computeDigest();
  }

  public Name name() {
    return name;
  }

  @Override
  public @Nullable Charset getCharset() {
    return name == Name.JSON ? StandardCharsets.UTF_8 : null;
  }

  @Override
  public @Nullable SqlCollation getCollation() {
    return name == Name.JSON ? SqlCollation.IMPLICIT : null;
  }

  @Override
  public BasicSqlType createWithNullability(boolean nullable) {
    return nullable == isNullable() ? this : new NamedSqlType(typeSystem, name, nullable);
  }

  @Override
  @SuppressWarnings("ConstantConditions") // the super constructor comes here before name is set
  protected void generateTypeString(StringBuilder text, boolean withDetail) {
    text.append(String.valueOf(name));
  }
}
