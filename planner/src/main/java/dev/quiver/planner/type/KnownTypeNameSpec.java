package dev.quiver.planner.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/** A type that stands in no text: that of a column, for a CAST that is added to a query. */
public final class KnownTypeNameSpec extends SqlTypeNameSpec {
  private final RelDataType type;

  public KnownTypeNameSpec(RelDataType type, SqlParserPos position) {
    super(new SqlIdentifier(type.getSqlTypeName().getName(), position), position);
    this.type = type;
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    return type;
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    writer.print(type.toString());
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
    return other instanceof KnownTypeNameSpec known && known.type.equals(type)
        ? litmus.succeed()
        : litmus.fail("{} != {}", this, other);
  }
}
