package dev.quiver.planner.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/** JSON or BLOB as written. */
public final class NamedTypeNameSpec extends SqlTypeNameSpec {
  private final NamedSqlType.Name name;

  public NamedTypeNameSpec(NamedSqlType.Name name, SqlParserPos position) {
    super(new SqlIdentifier(name.name(), position), position);
    this.name = name;
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    return ((QuiverTypeFactory) validator.getTypeFactory()).named(name, false);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    writer.keyword(name.name());
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
    return other instanceof NamedTypeNameSpec that && that.name == name
        ? litmus.succeed()
        : litmus.fail("{} != {}", this, other);
  }
}
