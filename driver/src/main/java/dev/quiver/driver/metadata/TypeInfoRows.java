package dev.quiver.driver.metadata;

import dev.quiver.driver.value.TypeMapping;
import dev.quiver.storage.type.DecimalType;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SQL types, one row per name, those that a client should prefer for a code first. */
final class TypeInfoRows {
  private static final int DECIMAL_RADIX = 10;
  private static final int MICROS = 6;

  /** Other shows of types that are listed under their own name. */
  private static final Set<TypeMapping> LISTED_ELSEWHERE =
      EnumSet.of(TypeMapping.BIT_VECTOR, TypeMapping.VECTOR_AS_TEXT, TypeMapping.VECTOR_AS_BYTES);

  private TypeInfoRows() {}

  static List<@Nullable Object[]> rows() {
    List<TypeMapping> listed = new ArrayList<>(EnumSet.allOf(TypeMapping.class));
    listed.removeAll(LISTED_ELSEWHERE);
    listed.sort(Comparator.comparingInt(TypeMapping::jdbcType));
    return listed.stream().map(TypeInfoRows::row).toList();
  }

  private static @Nullable Object[] row(TypeMapping type) {
    return new @Nullable Object[] {
      type.typeName(),
      type.jdbcType(),
      type.maxPrecision(),
      literalPrefix(type),
      literalPrefix(type) == null ? null : "'",
      createParameters(type),
      DatabaseMetaData.typeNullable,
      type.caseSensitive(),
      type.caseSensitive() ? DatabaseMetaData.typeSearchable : searchable(type),
      !type.signed(),
      false,
      false,
      type.typeName(),
      0,
      maximumScale(type),
      null,
      null,
      type.signed() ? DECIMAL_RADIX : null
    };
  }

  private static int searchable(TypeMapping type) {
    return type == TypeMapping.BLOB
        ? DatabaseMetaData.typePredNone
        : DatabaseMetaData.typePredBasic;
  }

  private static @Nullable String literalPrefix(TypeMapping type) {
    return switch (type) {
      case VARCHAR, JSON, UUID, VECTOR -> "'";
      case VARBINARY, BLOB -> "X'";
      case DATE -> "DATE '";
      case TIME -> "TIME '";
      case TIMESTAMP -> "TIMESTAMP '";
      case TIMESTAMP_LOCAL -> "TIMESTAMP WITH LOCAL TIME ZONE '";
      default -> null;
    };
  }

  private static @Nullable String createParameters(TypeMapping type) {
    return switch (type) {
      case DECIMAL -> "PRECISION,SCALE";
      case VARCHAR, VARBINARY -> "LENGTH";
      case TIME, TIMESTAMP, TIMESTAMP_LOCAL -> "PRECISION";
      case VECTOR -> "DIMENSION";
      default -> null;
    };
  }

  private static int maximumScale(TypeMapping type) {
    return switch (type) {
      case DECIMAL -> DecimalType.MAX_PRECISION;
      case TIME, TIMESTAMP, TIMESTAMP_LOCAL -> MICROS;
      default -> 0;
    };
  }
}
