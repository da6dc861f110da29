package dev.quiver.planner.plan;

import dev.quiver.planner.function.QuiverOperators;
import dev.quiver.planner.function.VectorArithmetic;
import dev.quiver.planner.type.QuiverTypeFactory;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/** Calcite's validator, which also knows arithmetic over vectors and what an INSERT expects. */
final class QuiverValidator extends SqlValidatorImpl {
  private static final Config CONFIG =
      Config.DEFAULT
          .withConformance(SqlConformanceEnum.LENIENT)
          .withDefaultNullCollation(NullCollation.LAST)
          .withTypeCoercionEnabled(true)
          .withIdentifierExpansion(true);

  private @Nullable RelDataType expectedRowType;

  QuiverValidator(CalciteCatalogReader catalog) {
    super(QuiverOperators.operatorTable(), catalog, QuiverTypeFactory.INSTANCE, CONFIG);
  }

  /** Parameters that are rows' values by themselves get the types of the columns they go to. */
  SqlNode validateAs(SqlNode query, RelDataType rowType) {
    expectedRowType = rowType;
    return validate(query);
  }

  @Override
  public void validateQuery(SqlNode node, SqlValidatorScope scope, RelDataType targetRowType) {
    RelDataType expected = expectedRowType;
    expectedRowType = null;
    super.validateQuery(node, scope, expected == null ? targetRowType : expected);
  }

  @Override
  public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
    if (expression instanceof SqlBasicCall call && call.operandCount() == 2) {
      VectorArithmetic.resolve(this, scope, call);
      if (SqlKind.BINARY_ARITHMETIC.contains(call.getKind())) {
        typeParameter(scope, call, 0);
        typeParameter(scope, call, 1);
      }
    }
    return super.deriveType(scope, expression);
  }

  /** A parameter beside a number is a number, also in ORDER BY, where Calcite does not look. */
  private void typeParameter(SqlValidatorScope scope, SqlBasicCall call, int index) {
    SqlNode other = call.operand(1 - index);
    if (!(call.operand(index) instanceof SqlDynamicParam parameter)
        || other instanceof SqlDynamicParam) {
      return;
    }
    RelDataType known = getValidatedNodeTypeIfKnown(parameter);
    RelDataType type = deriveType(scope, other);
    if ((known == null || known.equals(unknownType)) && SqlTypeUtil.isNumeric(type)) {
      setValidatedNodeType(parameter, typeFactory.createTypeWithNullability(type, true));
    }
  }
}
