package dev.quiver.planner.type;

import dev.quiver.storage.type.VectorType.Element;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/** VECTOR, VECTOR(n) or VECTOR(n, element) as written. */
public final class VectorTypeNameSpec extends SqlTypeNameSpec {
  private final int dimension;
  private final Element element;

  public VectorTypeNameSpec(int dimension, Element element, SqlParserPos position) {
    super(new SqlIdentifier("VECTOR", position), position);
    this.dimension = dimension;
    this.element = element;
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    return ((QuiverTypeFactory) validator.getTypeFactory()).vector(dimension, element, false);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
    String arguments = element == Element.FLOAT32 ? "" : ", " + element;
    writer.keyword(
        dimension == VectorSqlType.ANY_DIMENSION
            ? "VECTOR"
            : "VECTOR(" + dimension + arguments + ")");
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
    return other instanceof VectorTypeNameSpec that
            && that.dimension == dimension
            && that.element == element
        ? litmus.succeed()
        : litmus.fail("{} != {}", this, other);
  }
}
