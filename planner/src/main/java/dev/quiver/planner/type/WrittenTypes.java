package dev.quiver.planner.type;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import dev.quiver.storage.type.DecimalType;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Sees that types as written are types there are: Calcite would quietly make them fit. */
public final class WrittenTypes {
  private WrittenTypes() {}

  /**
   * Checks all types that a query casts to.
   *
   * @throws QuiverException VALUE_OUT_OF_RANGE with line and column
   */
  public static SqlNode checkAll(SqlNode query) {
    query.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDataTypeSpec type) {
            check(type, "");
            return null;
          }
        });
    return query;
  }

  /**
   * Checks one type.
   *
   * @param owner what messages name before the type
   * @throws QuiverException VALUE_OUT_OF_RANGE with line and column
   */
  public static void check(SqlDataTypeSpec type, String owner) {
    check(type.getTypeNameSpec(), owner);
  }

  private static void check(SqlTypeNameSpec type, String owner) {
    if (type instanceof SqlCollectionTypeNameSpec list) {
      check(list.getElementTypeName(), owner);
    } else if (type instanceof SqlBasicTypeNameSpec basic) {
      int precision = basic.getPrecision();
      boolean given = precision != RelDataType.PRECISION_NOT_SPECIFIED;
      switch (basic.getTypeName().getSimple().toUpperCase(Locale.ROOT)) {
        case "DECIMAL" -> checkDecimal(basic, owner);
        case "CHAR", "VARCHAR", "BINARY", "VARBINARY" -> {
          if (given && precision < 1) {
            throw failure(basic, owner, precision, "a length from 1");
          }
        }
        default -> {}
      }
    }
  }

  private static void checkDecimal(SqlBasicTypeNameSpec type, String owner) {
    int precision = type.getPrecision();
    int scale = type.getScale();
    if (precision == RelDataType.PRECISION_NOT_SPECIFIED) {
      return;
    }
    if (precision < 1 || precision > DecimalType.MAX_PRECISION) {
      throw failure(type, owner, precision, "a precision from 1 to " + DecimalType.MAX_PRECISION);
    }
    if (scale != RelDataType.SCALE_NOT_SPECIFIED && (scale < 0 || scale > precision)) {
      throw failure(type, owner, scale, "a scale from 0 to its precision " + precision);
    }
  }

  private static QuiverException failure(
      SqlBasicTypeNameSpec type, String owner, int given, String expected) {
    String scale = type.getScale() == RelDataType.SCALE_NOT_SPECIFIED ? "" : ", " + type.getScale();
    SqlParserPos position = type.getParserPos();
    return new QuiverException(
            ErrorCode.VALUE_OUT_OF_RANGE,
            owner + type.getTypeName().getSimple() + "(" + type.getPrecision() + scale + ")",
            given,
            expected)
        .at(
            new TextPosition(
                Math.max(1, position.getLineNum()), Math.max(1, position.getColumnNum())));
  }
}
