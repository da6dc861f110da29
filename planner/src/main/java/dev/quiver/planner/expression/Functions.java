package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.function.DistanceFunction;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** The scalar functions by name, and the few that are expressions of their own. */
public final class Functions {
  /** Made with the first function that goes row by row; most queries have none. */
  private static final class Table {
    private static final Map<String, RowFunction> STRICT = new HashMap<>();
    private static final Map<String, RowFunction> NULL_AWARE = new HashMap<>();

    static {
      TextFunctions.addTo(STRICT);
      EncodingFunctions.addTo(STRICT);
      MathFunctions.addTo(STRICT);
      TimeFunctions.addTo(STRICT);
      ListFunctions.addTo(STRICT, NULL_AWARE);
      VectorRowFunctions.addTo(STRICT);
      NULL_AWARE.put("CONCAT_WS", TextFunctions::concatWithSeparator);
    }
  }

  private Functions() {}

  /** The names of all functions that go row by row, sorted. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(Table.STRICT.keySet());
    names.addAll(Table.NULL_AWARE.keySet());
    return names;
  }

  static Expression compile(RexCall call, DataType type) {
    if (call.getOperator() instanceof DistanceFunction distance) {
      return new DistanceExpression(
          distance.metric(),
          distance.value(),
          ExpressionCompiler.compile(call.getOperands().get(0)),
          ExpressionCompiler.compile(call.getOperands().get(1)));
    }
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    List<RexNode> operands = call.getOperands();
    switch (name) {
      case "CHAR_LENGTH", "CHARACTER_LENGTH", "LENGTH" -> {
        return TextLength.of(type, ExpressionCompiler.compile(operands.get(0)));
      }
      case "RAND", "RANDOM", "RAND_INTEGER" -> {
        return RandomNumbers.of(type, ExpressionCompiler.compileAll(operands));
      }
      case "CURRENT_TIMESTAMP",
          "LOCALTIMESTAMP",
          "NOW",
          "CURRENT_DATE",
          "CURRENT_TIME",
          "LOCALTIME" -> {
        return now(type);
      }
      case "USER", "CURRENT_USER", "SESSION_USER", "SYSTEM_USER" -> {
        return Constant.of(type, Evaluation::user);
      }
      case "PI" -> {
        return Constant.literal(type, Conversions.convert(Math.PI, type, name));
      }
      case "VECTOR_ADD", "VECTOR_SUBTRACT", "VECTOR_MULTIPLY", "VECTOR_SCALE" -> {
        return vectorArithmetic(name, call, type);
      }
      default -> {
        return rowCall(name, call, type);
      }
    }
  }

  private static Expression rowCall(String name, RexCall call, DataType type) {
    boolean concatWithNull = call.getKind() == SqlKind.CONCAT_WITH_NULL;
    RowFunction strict = concatWithNull ? null : Table.STRICT.get(name);
    RowFunction nullAware =
        concatWithNull ? TextFunctions::concatPresent : Table.NULL_AWARE.get(name);
    if (strict == null && nullAware == null) {
      throw new QuiverException(ErrorCode.NOT_SUPPORTED, "function " + name);
    }
    List<Object> arguments = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      boolean keyword =
          operand instanceof RexLiteral && operand.getType().getSqlTypeName() == SqlTypeName.SYMBOL;
      arguments.add(
          keyword
              ? Objects.requireNonNull(((RexLiteral) operand).getValue(), "keyword")
              : ExpressionCompiler.compile(operand));
    }
    return strict != null
        ? new RowCall(name, type, arguments, strict, true)
        : new RowCall(name, type, arguments, Objects.requireNonNull(nullAware), false);
  }

  private static Expression now(DataType type) {
    return Constant.of(
        type, evaluation -> Conversions.convert(evaluation.now(), type, "CURRENT_TIMESTAMP"));
  }

  private static Expression vectorArithmetic(String name, RexCall call, DataType type) {
    Arithmetic.Operation operation =
        switch (name) {
          case "VECTOR_ADD" -> Arithmetic.Operation.PLUS;
          case "VECTOR_SUBTRACT" -> Arithmetic.Operation.MINUS;
          default -> Arithmetic.Operation.TIMES;
        };
    return VectorArithmetic.of(
        operation,
        (VectorType) type,
        ExpressionCompiler.compile(call.getOperands().get(0)),
        ExpressionCompiler.compile(call.getOperands().get(1)));
  }
}
