package dev.quiver.planner.plan;

import dev.quiver.planner.function.DateTruncation;
import dev.quiver.planner.function.QuiverOperators;
import dev.quiver.planner.function.VectorArithmetic;
import dev.quiver.planner.function.VectorCast;
import dev.quiver.planner.type.QuiverTypeFactory;
import java.util.List;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.OrderByScope;
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

  private final ParameterInference parameters = new ParameterInference(this);
  private @Nullable RelDataType expectedRowType;
  private boolean orders;

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

  /** The types of the parameters of a query that was validated, in the order of the text. */
  List<RelDataType> parameterTypes(SqlNode validated) {
    return parameters.settle(validated);
  }

  @Override
  protected void inferUnknownTypes(RelDataType type, SqlValidatorScope scope, SqlNode node) {
    if (node instanceof SqlDynamicParam parameter) {
      parameters.assign(parameter, type);
    } else if (ParameterInference.isForCall(node)) {
      SqlValidatorScope own = scopes.get(node);
      parameters.infer(type, own == null ? scope : own, (SqlCall) node);
    } else {
      super.inferUnknownTypes(type, scope, node);
    }
  }

  @Override
  protected void validateValues(SqlCall node, RelDataType targetRowType, SqlValidatorScope scope) {
    if (!targetRowType.isStruct()) {
      parameters.inferRows(scope, node);
    }
    super.validateValues(node, targetRowType, scope);
  }

  @Override
  public RelDataType deriveType(SqlValidatorScope scope, SqlNode expression) {
    if (orders || !(scope instanceof OrderByScope) || !(expression instanceof SqlCall)) {
      return deriveInferred(scope, expression);
    }
    orders = true; // Calcite infers no parameters in ORDER BY.
    try {
      inferUnknownTypes(unknownType, scope, expression);
      return deriveInferred(scope, expression);
    } finally {
      orders = false;
    }
  }

  private RelDataType deriveInferred(SqlValidatorScope scope, SqlNode expression) {
    if (expression instanceof SqlBasicCall call && call.operandCount() == 2) {
      VectorArithmetic.resolve(this, scope, call);
      VectorCast.resolve(this, call);
      DateTruncation.resolve(call);
    }
    return super.deriveType(scope, expression);
  }
}
