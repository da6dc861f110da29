package dev.quiver.planner.plan;

import dev.quiver.planner.type.VectorSqlType;
import java.math.BigDecimal;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * How validated calls become expressions: as Calcite does it, but for two kinds of CAST.
 *
 * <p>Calcite makes what is cast to a vector a plain array if it is an array, a vector, or a NULL
 * that it knows as a vector by then. And it multiplies a number literal that is cast to an interval
 * by a class that needs libraries which are not part of the product.
 */
final class Convertlets implements SqlRexConvertletTable {
  static final Convertlets INSTANCE = new Convertlets();

  private Convertlets() {}

  @Override
  public @Nullable SqlRexConvertlet get(SqlCall call) {
    return call.getKind() == SqlKind.CAST
        ? Convertlets::cast
        : StandardConvertletTable.INSTANCE.get(call);
  }

  private static RexNode cast(SqlRexContext context, SqlCall call) {
    RexBuilder builder = context.getRexBuilder();
    SqlNode value = call.operand(0);
    SqlNode target = call.operand(1);
    @Nullable RelDataType type = context.getValidator().getValidatedNodeTypeIfKnown(call);
    if (type instanceof VectorSqlType) {
      return SqlUtil.isNullLiteral(value, false)
          ? builder.makeNullLiteral(type)
          : builder.makeCast(call.getParserPosition(), type, context.convertExpression(value));
    }
    if (type != null
        && target instanceof SqlIntervalQualifier qualifier
        && value instanceof SqlNumericLiteral literal) {
      BigDecimal number = literal.bigDecimalValue();
      BigDecimal whole =
          Objects.requireNonNull(number, "number").multiply(qualifier.getUnit().multiplier);
      return builder.makeCast(
          call.getParserPosition(), type, builder.makeIntervalLiteral(whole, qualifier));
    }
    return Objects.requireNonNull(StandardConvertletTable.INSTANCE.get(call), "convertlet")
        .convertCall(context, call);
  }
}
