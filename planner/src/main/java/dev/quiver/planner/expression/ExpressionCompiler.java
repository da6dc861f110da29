package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Makes expressions and predicates of Calcite's row expressions.
 *
 * <p>Stateless. Whatever has no implementation is NOT_SUPPORTED, with the name of the construct,
 * when it is compiled and not when it runs.
 */
public final class ExpressionCompiler {
  private ExpressionCompiler() {}

  /** An expression over a batch whose columns are the node's input fields. */
  public static Expression compile(RexNode node) {
    if (node instanceof RexInputRef reference) {
      return new InputReference(reference.getIndex(), StoredTypes.of(reference.getType()));
    }
    if (node instanceof RexLiteral literal) {
      DataType type = StoredTypes.of(literal.getType());
      return Constant.literal(type, Literals.value(literal, type));
    }
    if (node instanceof RexDynamicParam parameter) {
      return parameter(parameter);
    }
    if (node instanceof RexFieldAccess access) {
      return outerField(access);
    }
    if (node instanceof RexCall call) {
      return call(call);
    }
    throw unsupported(node);
  }

  public static List<Expression> compileAll(List<? extends RexNode> nodes) {
    List<Expression> expressions = new ArrayList<>();
    for (RexNode node : nodes) {
      expressions.add(compile(node));
    }
    return expressions;
  }

  /** An input column as a value of another type. */
  public static Expression column(int index, DataType from, DataType to) {
    return Casts.to(to, new InputReference(index, from));
  }

  /** The rows for which a condition is TRUE. */
  public static Predicate compilePredicate(RexNode condition) {
    return PredicateCompiler.compile(condition, true);
  }

  private static Expression parameter(RexDynamicParam parameter) {
    DataType type = StoredTypes.of(parameter.getType());
    int index = parameter.getIndex();
    String what = "parameter " + (index + 1);
    if (StoredTypes.isAnyVector(parameter.getType())) {
      return AnyVector.parameter(index, what);
    }
    return Constant.of(
        type,
        evaluation -> {
          Object value = evaluation.parameter(index);
          return value == null ? null : Conversions.convert(value, type, what);
        });
  }

  private static Expression outerField(RexFieldAccess access) {
    if (!(access.getReferenceExpr() instanceof RexCorrelVariable variable)) {
      throw unsupported(access);
    }
    int correlation = variable.id.getId();
    int field = access.getField().getIndex();
    return Constant.of(
        StoredTypes.of(access.getType()), evaluation -> evaluation.outerValue(correlation, field));
  }

  private static Expression call(RexCall call) {
    Expression expression = callOverRows(call);
    return call.getOperator().isDeterministic() && isConstant(call)
        ? Constant.folded(expression)
        : expression;
  }

  private static boolean isConstant(RexNode node) {
    if (node instanceof RexCall call) {
      return call.getOperator().isDeterministic()
          && call.getOperands().stream().allMatch(ExpressionCompiler::isConstant);
    }
    return node instanceof RexLiteral
        || node instanceof RexDynamicParam
        || node instanceof RexFieldAccess;
  }

  private static Expression callOverRows(RexCall call) {
    DataType type = StoredTypes.of(call.getType());
    List<RexNode> operands = call.getOperands();
    return switch (call.getKind()) {
      case AND,
          OR,
          NOT,
          IS_NULL,
          IS_NOT_NULL,
          IS_TRUE,
          IS_FALSE,
          IS_NOT_TRUE,
          IS_NOT_FALSE,
          IS_UNKNOWN,
          EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM,
          SEARCH,
          LIKE ->
          new Truth(PredicateCompiler.compile(call, true), PredicateCompiler.compile(call, false));
      case CASE -> caseOf(type, operands);
      case COALESCE -> coalesce(type, operands);
      case NULLIF -> nullIf(type, operands);
      case CAST, SAFE_CAST -> cast(call, type);
      case REINTERPRET -> Casts.to(type, compile(operands.get(0)));
      case PLUS,
          MINUS,
          TIMES,
          DIVIDE,
          MOD,
          CHECKED_PLUS,
          CHECKED_MINUS,
          CHECKED_TIMES,
          CHECKED_DIVIDE ->
          ArithmeticCompiler.compile(call, type);
      case PLUS_PREFIX -> Casts.to(type, compile(operands.get(0)));
      case MINUS_PREFIX, CHECKED_MINUS_PREFIX ->
          new Arithmetic(
              Arithmetic.Operation.MINUS,
              type,
              Casts.to(type, Constant.literal(SimpleType.INTEGER, 0)),
              Casts.to(type, compile(operands.get(0))));
      default -> Functions.compile(call, type);
    };
  }

  private static Expression caseOf(DataType type, List<RexNode> operands) {
    List<Predicate> conditions = new ArrayList<>();
    List<Expression> results = new ArrayList<>();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      conditions.add(compilePredicate(operands.get(i)));
      results.add(compileAs(type, operands.get(i + 1)));
    }
    return new CaseExpression(
        type, conditions, results, compileAs(type, operands.get(operands.size() - 1)));
  }

  private static Expression coalesce(DataType type, List<RexNode> operands) {
    List<Predicate> conditions = new ArrayList<>();
    List<Expression> results = new ArrayList<>();
    for (RexNode operand : operands.subList(0, operands.size() - 1)) {
      Expression result = compile(operand);
      conditions.add(new Conditions.NullTest(result, false));
      results.add(as(type, result));
    }
    return new CaseExpression(
        type, conditions, results, compileAs(type, operands.get(operands.size() - 1)));
  }

  private static Expression nullIf(DataType type, List<RexNode> operands) {
    Expression value = compile(operands.get(0));
    Predicate same = PredicateCompiler.compare(SqlKind.EQUALS, value, compile(operands.get(1)));
    return new CaseExpression(
        type, List.of(same), List.of(Constant.literal(type, null)), as(type, value));
  }

  private static Expression cast(RexCall call, DataType type) {
    RexNode operand = call.getOperands().get(0);
    boolean fromInterval = Intervals.isInterval(operand.getType());
    boolean toInterval = Intervals.isInterval(call.getType());
    if (fromInterval != toInterval) {
      return Intervals.cast(call, type);
    }
    Expression value = compile(operand);
    if (StoredTypes.isAnyVector(call.getType())) {
      return AnyVector.cast(value);
    }
    int length =
        type == SimpleType.VARCHAR || type == SimpleType.VARBINARY
            ? call.getType().getPrecision()
            : Casts.UNLIMITED;
    boolean cuts = length >= 0 && limit(operand) > length;
    Expression cast = cuts ? new Casts(type, value, length) : as(type, value);
    return call.getKind() == SqlKind.SAFE_CAST ? new LenientCast(cast) : cast;
  }

  private static int limit(RexNode text) {
    int precision = text.getType().getPrecision();
    return StoredTypes.of(text.getType()) == SimpleType.VARCHAR && precision >= 0
        ? precision
        : Integer.MAX_VALUE;
  }

  static Expression compileAs(DataType type, RexNode node) {
    return as(type, compile(node));
  }

  private static Expression as(DataType type, Expression expression) {
    if (expression.type().equals(type)) {
      return expression;
    }
    Expression cast = Casts.to(type, expression);
    return expression.isConstant() ? Constant.folded(cast) : cast;
  }

  static QuiverException unsupported(@Nullable Object construct) {
    return new QuiverException(ErrorCode.NOT_SUPPORTED, "expression " + construct);
  }
}
