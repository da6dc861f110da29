package dev.quiver.planner.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlInOperator;
import org.apache.calcite.sql.fun.SqlInternalOperators;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * Gives every parameter of a query its type: by what it is compared or combined with, else by what
 * its function takes, else text. No parameter is refused for want of a type.
 *
 * <p>It goes from the inside to the outside, so that a call's type is known before it is asked for.
 * What a parameter was first found to be, it stays. A query that was rewritten may hold a parameter
 * more than once; {@link #settle} makes those agree.
 */
final class ParameterInference {
  private final QuiverValidator validator;
  private final RelDataTypeFactory types;
  private final Map<Integer, RelDataType> found = new HashMap<>();

  /** Parameters that are only asked whether they are NULL, which says nothing about them. */
  private final Set<SqlDynamicParam> untold = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<SqlDynamicParam> told = Collections.newSetFromMap(new IdentityHashMap<>());

  ParameterInference(QuiverValidator validator) {
    this.validator = validator;
    this.types = validator.getTypeFactory();
  }

  /** Whether {@link #infer} is to be asked rather than Calcite. */
  static boolean isForCall(SqlNode node) {
    return node instanceof SqlCall
        && node.getKind() != SqlKind.AS
        && node.getKind() != SqlKind.MEASURE
        && !node.isA(SqlKind.QUERY);
  }

  /** For what stands inside of a call that is not a query. */
  void infer(RelDataType wanted, SqlValidatorScope scope, SqlCall call) {
    if (call instanceof SqlCase choice) {
      inferCase(wanted, scope, choice);
    } else if (call.getOperator() instanceof SqlInOperator && call.operandCount() == 2) {
      inferIn(scope, call);
    } else {
      inferArguments(wanted, scope, call);
    }
  }

  /** A parameter where a value of a type is wanted, which may be unknown. */
  void assign(SqlDynamicParam parameter, RelDataType wanted) {
    if (told.contains(parameter)) {
      return;
    }
    RelDataType type = found.getOrDefault(parameter.getIndex(), ParameterTypes.text());
    if (ParameterTypes.isTelling(wanted)) {
      type = types.createTypeWithNullability(wanted, true);
    } else if (wanted.isStruct() && wanted.getFieldCount() == 1) {
      type = types.createTypeWithNullability(wanted.getFieldList().get(0).getType(), true);
    }
    told.add(parameter);
    found.putIfAbsent(parameter.getIndex(), type);
    validator.setValidatedNodeType(parameter, type);
  }

  /**
   * Once all is checked: the types of the parameters in the order of the text. A tree holds them in
   * an order of its own: a CASE has its WHENs before its THENs, an UPDATE's query has its condition
   * after what the rows become.
   */
  List<RelDataType> settle(SqlNode validated) {
    Map<Integer, RelDataType> byIndex = new TreeMap<>();
    validated.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            RelDataType known = validator.getValidatedNodeTypeIfKnown(parameter);
            RelDataType type = found.get(parameter.getIndex());
            if (known == null || !ParameterTypes.isTelling(known) || untold.contains(parameter)) {
              known = type == null ? ParameterTypes.text() : type;
              validator.setValidatedNodeType(parameter, known);
            }
            byIndex.putIfAbsent(parameter.getIndex(), known);
            return null;
          }
        });
    return List.copyOf(byIndex.values());
  }

  private void inferArguments(RelDataType wanted, SqlValidatorScope scope, SqlCall call) {
    SqlCallBinding binding = new SqlCallBinding(validator, scope, call);
    List<SqlNode> operands = binding.operands();
    RelDataType[] operandTypes = new RelDataType[operands.size()];
    Arrays.fill(operandTypes, validator.getUnknownType());
    SqlOperandTypeInference inference = call.getOperator().getOperandTypeInference();
    boolean fromOutside = inference == InferTypes.RETURN_TYPE || inference == InferTypes.BOOLEAN;
    if (inference != null && fromOutside) {
      inference.inferOperandTypes(binding, wanted, operandTypes);
    }
    for (int i = 0; i < operandTypes.length; i++) {
      SqlNode operand = operands.get(i);
      if (operand != null && !isOpen(operand) && !isNull(operand)) {
        validator.inferUnknownTypes(operandTypes[i], scope, operand);
      }
    }
    if (inference == InferTypes.FIRST_KNOWN) {
      RelDataType known = sibling(scope, operands);
      RelDataType element = wanted.getComponentType();
      Arrays.fill(
          operandTypes,
          known.equals(validator.getUnknownType()) && element != null ? element : known);
    } else if (inference != null && !fromOutside && inference != InferTypes.VARCHAR_1024) {
      inference.inferOperandTypes(binding, wanted, operandTypes);
    }
    for (int i = 0; i < operandTypes.length; i++) {
      SqlNode operand = operands.get(i);
      SqlDynamicParam parameter = operand == null ? null : parameter(operand);
      if (parameter != null && inference == InferTypes.VARCHAR_1024) {
        untold.add(parameter);
        validator.setValidatedNodeType(parameter, ParameterTypes.text());
      } else if (parameter != null) {
        RelDataType type = argument(binding, i, operandTypes[i]);
        boolean limited =
            ParameterTypes.isTelling(operandTypes[i])
                && (fromOutside || SqlKind.COMPARISON.contains(call.getKind()));
        assign(parameter, limited ? type : unlimited(type));
      } else if (operand != null && (isOpen(operand) || isNullToInfer(call, operand))) {
        validator.inferUnknownTypes(operandTypes[i], scope, operand);
      }
    }
  }

  /** A NULL that is cast has a type from that; one that had the vector's would become an array. */
  private static boolean isNullToInfer(SqlCall call, SqlNode operand) {
    return isNull(operand) && call.getKind() != SqlKind.CAST;
  }

  private RelDataType argument(SqlCallBinding binding, int index, RelDataType inferred) {
    if (ParameterTypes.isTelling(inferred) || inferred.isStruct()) {
      return inferred;
    }
    SqlKind kind = binding.getOperator().getKind();
    if (SqlTypeUtil.isInterval(inferred) && (kind == SqlKind.PLUS || kind == SqlKind.MINUS)) {
      return ParameterTypes.timestamp();
    }
    RelDataType byPlace =
        ParameterTypes.ofArgument(binding.getOperator(), index, binding.getOperandCount());
    SqlValidatorScope scope = binding.getScope();
    return byPlace != null || scope == null
        ? Objects.requireNonNullElse(byPlace, inferred)
        : sibling(scope, binding.operands());
  }

  /** The type of the first operand that has one from within itself. */
  private RelDataType sibling(SqlValidatorScope scope, List<SqlNode> operands) {
    for (SqlNode operand : operands) {
      if (operand != null && !isOpen(operand) && !isNull(operand)) {
        RelDataType type = validator.deriveType(scope, operand);
        if (ParameterTypes.isTelling(type) || type.isStruct() || SqlTypeUtil.isInterval(type)) {
          return type;
        }
      }
    }
    return validator.getUnknownType();
  }

  private void inferCase(RelDataType wanted, SqlValidatorScope scope, SqlCase choice) {
    RelDataType condition = types.createSqlType(SqlTypeName.BOOLEAN);
    for (SqlNode when : choice.getWhenOperands()) {
      validator.inferUnknownTypes(condition, scope, when);
    }
    List<SqlNode> results = new ArrayList<>(choice.getThenOperands());
    if (choice.getElseOperand() != null) {
      results.add(choice.getElseOperand());
    }
    List<RelDataType> known = new ArrayList<>();
    for (SqlNode result : results) {
      if (parameter(result) == null && !isNull(result)) {
        validator.inferUnknownTypes(wanted, scope, result);
        known.add(validator.deriveType(scope, result));
      }
    }
    RelDataType common = known.isEmpty() ? null : types.leastRestrictive(known);
    for (SqlNode result : results) {
      SqlDynamicParam parameter = parameter(result);
      if (parameter != null) {
        assign(parameter, common == null ? wanted : unlimited(common));
      }
    }
    RelDataType type = validator.deriveType(scope, choice);
    for (SqlNode result : results) {
      if (isNull(result)) {
        validator.inferUnknownTypes(type, scope, result);
      }
    }
  }

  private void inferIn(SqlValidatorScope scope, SqlCall call) {
    SqlNode left = call.operand(0);
    SqlNode right = call.operand(1);
    RelDataType wanted =
        isOpen(left) ? typeOf(scope, right, left.getKind()) : validator.getUnknownType();
    validator.inferUnknownTypes(wanted, scope, left);
    RelDataType type = validator.deriveType(scope, left);
    if (right instanceof SqlNodeList list) {
      for (SqlNode item : list) {
        validator.inferUnknownTypes(type, scope, item);
      }
    }
  }

  /** The type of what IN looks through. */
  private RelDataType typeOf(SqlValidatorScope scope, SqlNode right, SqlKind left) {
    if (!(right instanceof SqlNodeList list)) {
      RelDataType row = validator.deriveType(scope, right);
      boolean oneValue = left != SqlKind.ROW && row.isStruct() && row.getFieldCount() == 1;
      return oneValue ? row.getFieldList().get(0).getType() : row;
    }
    for (SqlNode item : list) {
      if (!isOpen(item) && !isNull(item)) {
        validator.inferUnknownTypes(validator.getUnknownType(), scope, item);
        return validator.deriveType(scope, item);
      }
    }
    return validator.getUnknownType();
  }

  /** For the rows of VALUES, where no table says what is wanted: by the other rows. */
  void inferRows(SqlValidatorScope scope, SqlCall values) {
    List<SqlNode> rows = values.getOperandList();
    if (rows.size() < 2 || rows.stream().noneMatch(ParameterInference::isOpen)) {
      return;
    }
    int columns = ((SqlCall) rows.get(0)).operandCount();
    if (rows.stream().anyMatch(row -> ((SqlCall) row).operandCount() != columns)) {
      return; // An error that is told later.
    }
    for (int i = 0; i < columns; i++) {
      List<SqlNode> column = new ArrayList<>();
      for (SqlNode row : rows) {
        SqlNode value = ((SqlCall) row).operand(i);
        column.add(value);
        if (!isOpen(value) && !isNull(value)) {
          validator.inferUnknownTypes(validator.getUnknownType(), scope, value);
        }
      }
      RelDataType type = unlimited(sibling(scope, column));
      for (SqlNode value : column) {
        if (isOpen(value)) {
          validator.inferUnknownTypes(type, scope, value);
        }
      }
    }
  }

  /** What stands beside a text does not limit its length. */
  private static RelDataType unlimited(RelDataType type) {
    return SqlTypeUtil.inCharFamily(type) ? ParameterTypes.text() : type;
  }

  private static boolean isOpen(SqlNode node) {
    return parameter(node) != null
        || ((node.getKind() == SqlKind.ROW || node.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR)
            && ((SqlCall) node).getOperandList().stream().anyMatch(ParameterInference::isOpen));
  }

  private static boolean isNull(SqlNode node) {
    return SqlUtil.isNullLiteral(node, false);
  }

  /** The parameter that an operand is, also where COALESCE has marked it as not NULL. */
  private static @Nullable SqlDynamicParam parameter(SqlNode node) {
    if (node instanceof SqlCall call
        && call.getOperator() == SqlInternalOperators.CAST_NOT_NULL
        && call.operandCount() == 1) {
      return parameter(call.operand(0));
    }
    return node instanceof SqlDynamicParam parameter ? parameter : null;
  }
}
