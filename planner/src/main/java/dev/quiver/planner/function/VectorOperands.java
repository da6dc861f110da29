package dev.quiver.planner.function;

import dev.quiver.functions.distance.Metric.Elements;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.planner.type.VectorSqlType;
import dev.quiver.storage.type.VectorType.Element;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * Which arguments a vector function takes: what each one is, and that all vectors of a call have
 * one length.
 */
final class VectorOperands implements SqlOperandTypeChecker {

  /** What an argument must be. */
  enum Kind {
    VECTOR,
    NUMBER,
    INTEGER
  }

  private final List<Kind> kinds;
  private final Elements elements;

  private VectorOperands(Elements elements, List<Kind> kinds) {
    this.elements = elements;
    this.kinds = kinds;
  }

  static VectorOperands twoVectors(Elements elements) {
    return new VectorOperands(elements, List.of(Kind.VECTOR, Kind.VECTOR));
  }

  static VectorOperands of(Kind... kinds) {
    return new VectorOperands(Elements.FLOATS, List.of(kinds));
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.of(kinds.size());
  }

  @Override
  public String getAllowedSignatures(SqlOperator operator, String operatorName) {
    return operatorName
        + kinds.stream()
            .map(Kind::name)
            .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
  }

  /** Turns literals in the place of vectors into vectors. */
  SqlNode coerce(SqlCall call) {
    for (int i = 0; i < Math.min(kinds.size(), call.operandCount()); i++) {
      SqlNode operand = call.operand(i);
      SqlNode vector =
          kinds.get(i) == Kind.VECTOR ? VectorLiterals.coerce(operand, elements) : operand;
      if (vector != operand) {
        call.setOperand(i, vector);
      }
    }
    return call;
  }

  /** Calcite infers parameters in SELECT and WHERE, not in ORDER BY; this does it everywhere. */
  void typeParameters(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    RelDataType vector = null;
    for (int i = 0; i < call.operandCount(); i++) {
      if (call.operand(i) instanceof SqlDynamicParam) {
        vector = vector == null ? vectorType(validator, scope, call) : vector;
        validator.setValidatedNodeType(call.operand(i), parameterType(i, vector));
      }
    }
  }

  SqlOperandTypeInference inference() {
    return (binding, returnType, types) -> {
      if (binding.getValidator() == null || binding.getScope() == null) {
        return;
      }
      RelDataType vector =
          vectorType(binding.getValidator(), binding.getScope(), binding.getCall());
      for (int i = 0; i < Math.min(kinds.size(), types.length); i++) {
        types[i] = parameterType(i, vector);
      }
    };
  }

  private RelDataType parameterType(int index, RelDataType vector) {
    QuiverTypeFactory factory = QuiverTypeFactory.INSTANCE;
    RelDataType type =
        switch (kinds.get(index)) {
          case VECTOR -> vector;
          case NUMBER -> factory.createSqlType(SqlTypeName.DOUBLE);
          case INTEGER -> factory.createSqlType(SqlTypeName.INTEGER);
        };
    return factory.createTypeWithNullability(type, true);
  }

  private RelDataType vectorType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    for (SqlNode operand : call.getOperandList()) {
      if (!(operand instanceof SqlDynamicParam)
          && validator.deriveType(scope, operand) instanceof VectorSqlType vector) {
        return vector;
      }
    }
    Element element = elements == Elements.BITS ? Element.BIT : Element.FLOAT32;
    return QuiverTypeFactory.INSTANCE.vector(VectorSqlType.ANY_DIMENSION, element, true);
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    VectorSqlType first = null;
    SqlNode firstNode = null;
    for (int i = 0; i < kinds.size(); i++) {
      RelDataType type = binding.getOperandType(i);
      SqlNode node = binding.operand(i);
      if (!isKind(type, kinds.get(i))) {
        return fail(throwOnFailure, mismatch(binding, i, type));
      }
      if (type instanceof VectorSqlType vector) {
        if (!isRightElement(vector)) {
          return fail(throwOnFailure, wrongElement(binding, i, vector));
        }
        if (first != null && firstNode != null && differ(first, vector)) {
          return fail(throwOnFailure, lengths(firstNode, first, node, vector));
        }
        first = first == null || !first.hasDimension() ? vector : first;
        firstNode = first == vector ? node : firstNode;
      }
    }
    return true;
  }

  private static boolean fail(boolean throwOnFailure, QuiverException failure) {
    if (throwOnFailure) {
      throw failure;
    }
    return false;
  }

  private static boolean isKind(RelDataType type, Kind kind) {
    if (type.getSqlTypeName() == SqlTypeName.NULL) {
      return true;
    }
    return switch (kind) {
      case VECTOR -> type instanceof VectorSqlType;
      case NUMBER -> SqlTypeUtil.isNumeric(type);
      case INTEGER -> SqlTypeUtil.isIntType(type);
    };
  }

  private boolean isRightElement(VectorSqlType vector) {
    return (vector.element() == Element.BIT) == (elements == Elements.BITS);
  }

  private static boolean differ(VectorSqlType a, VectorSqlType b) {
    return a.hasDimension() && b.hasDimension() && a.dimension() != b.dimension();
  }

  /** The longer known one is taken for the column, what is written beside it for the value. */
  private static QuiverException lengths(
      SqlNode a, VectorSqlType aType, SqlNode b, VectorSqlType bType) {
    boolean columnFirst = VectorLiterals.isColumn(a) || !VectorLiterals.isColumn(b);
    SqlNode column = columnFirst ? a : b;
    SqlNode value = columnFirst ? b : a;
    return new QuiverException(
            ErrorCode.VECTOR_LENGTH,
            VectorLiterals.describe(column),
            (columnFirst ? aType : bType).dimension(),
            (columnFirst ? bType : aType).dimension())
        .at(position(value));
  }

  private QuiverException mismatch(SqlCallBinding binding, int index, RelDataType type) {
    String expected = kinds.get(index) == Kind.VECTOR ? "VECTOR" : kinds.get(index).name();
    return new QuiverException(ErrorCode.TYPE_MISMATCH, describe(binding, index), type, expected)
        .at(position(binding.operand(index)));
  }

  private QuiverException wrongElement(SqlCallBinding binding, int index, VectorSqlType type) {
    String expected = elements == Elements.BITS ? "a vector of bits" : "a vector of floats";
    return new QuiverException(ErrorCode.TYPE_MISMATCH, describe(binding, index), type, expected)
        .at(position(binding.operand(index)));
  }

  private static String describe(SqlCallBinding binding, int index) {
    return binding.getOperator().getName() + ", argument " + (index + 1);
  }

  private static TextPosition position(SqlNode node) {
    SqlParserPos position = node.getParserPosition();
    return new TextPosition(
        Math.max(1, position.getLineNum()), Math.max(1, position.getColumnNum()));
  }
}
