package dev.quiver.planner.statement;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.util.BitString;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/**
 * The values of literals, without a planner: numbers, texts, dates, NULL, and vectors in any of
 * their spellings.
 */
final class LiteralValues {
  private static final int MICROSECONDS = 6;

  /** A value that may be NULL. */
  record Value(@Nullable Object object) {}

  private LiteralValues() {}

  /** The value, of a class that ValueConversion takes; empty if the node is no plain literal. */
  static Optional<Value> of(SqlNode node) {
    if (node instanceof SqlUnknownLiteral unknown) {
      return temporal(unknown);
    }
    if (node instanceof SqlLiteral literal) {
      return literal(literal);
    }
    if (!(node instanceof SqlCall call)) {
      return Optional.empty();
    }
    return switch (call.getKind()) {
      case MINUS_PREFIX -> number(call.operand(0)).map(n -> new Value(n.negate()));
      case PLUS_PREFIX -> number(call.operand(0)).map(Value::new);
      case ARRAY_VALUE_CONSTRUCTOR -> array(call);
      case CAST -> vectorLiteral(call);
      default -> Optional.empty();
    };
  }

  /**
   * Sees that what a column is set to fits it, as far as that can be told from the text.
   *
   * @throws QuiverException with line and column
   */
  static void check(SqlNode value, Field field) {
    try {
      Optional<Value> literal = of(value);
      if (literal.isPresent()) {
        Object unused = ValueConversion.to(field).convert(literal.get().object());
      }
    } catch (QuiverException e) {
      throw Positions.at(value, e);
    }
  }

  private static Optional<Value> literal(SqlLiteral literal) {
    Object value = literal.getValue();
    if (value == null) {
      return Optional.of(new Value(null));
    }
    if (value instanceof NlsString text) {
      return Optional.of(new Value(text.getValue()));
    }
    if (value instanceof BitString bits) {
      return Optional.of(new Value(bits.getAsByteArray()));
    }
    return value instanceof BigDecimal || value instanceof Boolean
        ? Optional.of(new Value(value))
        : Optional.empty();
  }

  private static Optional<Value> temporal(SqlUnknownLiteral literal) {
    DataType type =
        switch (literal.tag) {
          case "DATE" -> SimpleType.DATE;
          case "TIME" -> new TimeType(MICROSECONDS);
          case "TIMESTAMP" -> new TimestampType(MICROSECONDS, false);
          case "TIMESTAMP WITH LOCAL TIME ZONE" -> new TimestampType(MICROSECONDS, true);
          case "UUID" -> SimpleType.UUID;
          default -> null;
        };
    return type == null
        ? Optional.empty()
        : Optional.of(
            new Value(
                ValueConversion.to(literal.tag, type, 0)
                    .convert(String.valueOf(literal.getValue()))));
  }

  private static Optional<BigDecimal> number(SqlNode node) {
    return node instanceof SqlLiteral literal && literal.getValue() instanceof BigDecimal number
        ? Optional.of(number)
        : Optional.empty();
  }

  private static Optional<Value> array(SqlCall call) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (SqlNode operand : call.getOperandList()) {
      Optional<Value> element = of(operand);
      if (element.isEmpty()) {
        return Optional.empty();
      }
      elements.add(element.get().object());
    }
    return Optional.of(new Value(elements));
  }

  /** {@code VECTOR '[…]'}, which the parser makes a cast. */
  private static Optional<Value> vectorLiteral(SqlCall call) {
    boolean vector =
        call instanceof SqlBasicCall
            && call.operandCount() == 2
            && call.operand(1) instanceof SqlDataTypeSpec type
            && type.getTypeName().getSimple().equals("VECTOR");
    SqlNode operand = call.operand(0);
    return vector && operand.getKind() == SqlKind.LITERAL && operand instanceof SqlLiteral literal
        ? literal(literal).filter(value -> value.object() instanceof String)
        : Optional.empty();
  }
}
