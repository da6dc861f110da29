package dev.quiver.planner.function;

import dev.quiver.functions.distance.Metric.Elements;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import dev.quiver.functions.vector.VectorText;
import dev.quiver.planner.type.VectorSqlType;
import dev.quiver.planner.type.VectorTypeNameSpec;
import dev.quiver.storage.type.VectorType.Element;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Text and ARRAY[…] in the place of a vector: a cast to the length that they have. */
public final class VectorLiterals {
  private VectorLiterals() {}

  /** A cast of the text to a vector of as many floats as it holds; the text is checked here. */
  public static SqlNode fromText(String text, SqlParserPos position) {
    return cast(
        SqlLiteral.createCharString(text, position),
        length(text, position),
        Element.FLOAT32,
        position);
  }

  static SqlNode coerce(SqlNode node, Elements elements) {
    SqlParserPos position = node.getParserPosition();
    Element element = elements == Elements.BITS ? Element.BIT : Element.FLOAT32;
    if (node instanceof SqlCharStringLiteral literal) {
      String text = literal.getValueAs(String.class);
      return cast(node, length(text, position), element, position);
    }
    if (node.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR) {
      String text = text((SqlCall) node);
      return text == null
          ? node
          : cast(
              SqlLiteral.createCharString(text, position),
              length(text, position),
              element,
              position);
    }
    return node;
  }

  /**
   * ARRAY[…] of numbers as text, since a cast of an array gives an array; null if it is not that.
   */
  private static @Nullable String text(SqlCall array) {
    StringBuilder text = new StringBuilder("[");
    for (SqlNode operand : array.getOperandList()) {
      SqlNode number = withoutCast(operand);
      boolean negative = number.getKind() == SqlKind.MINUS_PREFIX;
      if (negative) {
        number = ((SqlCall) number).operand(0);
      }
      if (!(number instanceof SqlLiteral literal)
          || !(number instanceof SqlNumericLiteral || literal.getValue() == null)) {
        return null;
      }
      text.append(text.length() > 1 ? "," : "").append(negative ? "-" : "");
      text.append(literal.getValue() == null ? "null" : literal.toValue());
    }
    return text.append(']').toString();
  }

  /** The validator may already have brought the elements to one type. */
  private static SqlNode withoutCast(SqlNode node) {
    return node.getKind() == SqlKind.CAST ? ((SqlCall) node).operand(0) : node;
  }

  private static int length(String text, SqlParserPos position) {
    try {
      return VectorText.parse(text, "vector literal").length;
    } catch (QuiverException e) {
      throw e.at(
          new TextPosition(
              Math.max(1, position.getLineNum()), Math.max(1, position.getColumnNum())));
    }
  }

  private static SqlNode cast(SqlNode value, int length, Element element, SqlParserPos position) {
    int dimension = length == 0 ? VectorSqlType.ANY_DIMENSION : length;
    SqlDataTypeSpec type =
        new SqlDataTypeSpec(new VectorTypeNameSpec(dimension, element, position), position);
    return SqlStdOperatorTable.CAST.createCall(position, value, type);
  }

  static boolean isColumn(SqlNode node) {
    return node instanceof SqlIdentifier;
  }

  /** What a node is to its reader: the column's name, or that it is a literal or an expression. */
  static String describe(SqlNode node) {
    if (node instanceof SqlIdentifier identifier) {
      return "column " + identifier.names.get(identifier.names.size() - 1);
    }
    return node.getKind() == SqlKind.CAST ? "vector literal" : "vector expression";
  }
}
