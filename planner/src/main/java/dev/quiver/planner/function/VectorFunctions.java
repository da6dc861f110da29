package dev.quiver.planner.function;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.function.DistanceFunction.Value;
import dev.quiver.planner.function.VectorOperands.Kind;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.planner.type.VectorSqlType;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/** The functions over vectors. In a plan, a distance is always one of these calls. */
public final class VectorFunctions {
  public static final DistanceFunction L2_DISTANCE = distance("L2_DISTANCE", Metric.L2);
  public static final DistanceFunction L2_SQUARED_DISTANCE =
      distance("L2_SQUARED_DISTANCE", Metric.L2_SQUARED);
  public static final DistanceFunction COSINE_DISTANCE = distance("COSINE_DISTANCE", Metric.COSINE);
  public static final DistanceFunction NEGATIVE_INNER_PRODUCT =
      distance("NEGATIVE_INNER_PRODUCT", Metric.NEGATIVE_INNER_PRODUCT);
  public static final DistanceFunction L1_DISTANCE = distance("L1_DISTANCE", Metric.L1);
  public static final DistanceFunction HAMMING_DISTANCE =
      distance("HAMMING_DISTANCE", Metric.HAMMING);
  public static final DistanceFunction JACCARD_DISTANCE =
      distance("JACCARD_DISTANCE", Metric.JACCARD);
  public static final DistanceFunction COSINE_SIMILARITY =
      new DistanceFunction("COSINE_SIMILARITY", Metric.COSINE, Value.ONE_MINUS_DISTANCE);
  public static final DistanceFunction INNER_PRODUCT =
      new DistanceFunction("INNER_PRODUCT", Metric.NEGATIVE_INNER_PRODUCT, Value.NEGATED_DISTANCE);

  /** VECTOR_DIMS(v): how many elements v has. */
  public static final VectorFunction VECTOR_DIMS =
      function("VECTOR_DIMS", ReturnTypes.INTEGER_NULLABLE, Kind.VECTOR);

  /** VECTOR_NORM(v): the Euclidean length. */
  public static final VectorFunction VECTOR_NORM =
      function("VECTOR_NORM", ReturnTypes.DOUBLE_NULLABLE, Kind.VECTOR);

  /** L2_NORMALIZE(v): v scaled to length 1; a zero vector stays as it is. */
  public static final VectorFunction L2_NORMALIZE =
      function("L2_NORMALIZE", VectorFunctions::sameVector, Kind.VECTOR);

  /** SUBVECTOR(v, start, count): count elements from start, which counts from 1. */
  public static final VectorFunction SUBVECTOR =
      function("SUBVECTOR", VectorFunctions::subvector, Kind.VECTOR, Kind.INTEGER, Kind.INTEGER);

  /** v + w, element by element. */
  public static final VectorFunction VECTOR_ADD =
      function("VECTOR_ADD", VectorFunctions::sameVector, Kind.VECTOR, Kind.VECTOR);

  /** v - w, element by element. */
  public static final VectorFunction VECTOR_SUBTRACT =
      function("VECTOR_SUBTRACT", VectorFunctions::sameVector, Kind.VECTOR, Kind.VECTOR);

  /** v * w, element by element. */
  public static final VectorFunction VECTOR_MULTIPLY =
      function("VECTOR_MULTIPLY", VectorFunctions::sameVector, Kind.VECTOR, Kind.VECTOR);

  /** v * x, each element times a number. */
  public static final VectorFunction VECTOR_SCALE =
      function("VECTOR_SCALE", VectorFunctions::sameVector, Kind.VECTOR, Kind.NUMBER);

  private VectorFunctions() {}

  /** Every one that SQL text may name. */
  static List<SqlOperator> all() {
    return List.of(
        L2_DISTANCE,
        L2_SQUARED_DISTANCE,
        COSINE_DISTANCE,
        COSINE_SIMILARITY,
        NEGATIVE_INNER_PRODUCT,
        INNER_PRODUCT,
        L1_DISTANCE,
        HAMMING_DISTANCE,
        JACCARD_DISTANCE,
        VECTOR_DIMS,
        VECTOR_NORM,
        L2_NORMALIZE,
        SUBVECTOR,
        VECTOR_ADD,
        VECTOR_SUBTRACT,
        VECTOR_MULTIPLY,
        VECTOR_SCALE);
  }

  /** The function that VECTOR_DISTANCE means by a metric's name. */
  public static DistanceFunction byMetricName(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "COSINE" -> COSINE_DISTANCE;
      case "EUCLIDEAN", "L2" -> L2_DISTANCE;
      case "EUCLIDEAN_SQUARED", "L2_SQUARED" -> L2_SQUARED_DISTANCE;
      case "DOT" -> NEGATIVE_INNER_PRODUCT;
      case "MANHATTAN", "L1" -> L1_DISTANCE;
      case "HAMMING" -> HAMMING_DISTANCE;
      case "JACCARD" -> JACCARD_DISTANCE;
      default ->
          throw new QuiverException(
              ErrorCode.INVALID_QUERY,
              "unknown metric "
                  + name
                  + "; VECTOR_DISTANCE knows COSINE, EUCLIDEAN, EUCLIDEAN_SQUARED, DOT, MANHATTAN,"
                  + " HAMMING and JACCARD");
    };
  }

  private static DistanceFunction distance(String name, Metric metric) {
    return new DistanceFunction(name, metric, Value.DISTANCE);
  }

  private static VectorFunction function(
      String name, SqlReturnTypeInference returnType, Kind... kinds) {
    return new VectorFunction(
        name,
        SqlKind.OTHER_FUNCTION,
        returnType,
        VectorOperands.of(kinds),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  /** The first argument that is a vector of known length, nullable if any argument is. */
  private static RelDataType sameVector(SqlOperatorBinding binding) {
    RelDataType result = QuiverTypeFactory.INSTANCE.anyVector(false);
    boolean nullable = false;
    for (int i = binding.getOperandCount() - 1; i >= 0; i--) {
      RelDataType type = binding.getOperandType(i);
      nullable |= type.isNullable();
      if (type instanceof VectorSqlType vector && vector.hasDimension()) {
        result = vector;
      }
    }
    return QuiverTypeFactory.INSTANCE.createTypeWithNullability(result, nullable);
  }

  private static RelDataType subvector(SqlOperatorBinding binding) {
    VectorSqlType whole = (VectorSqlType) sameVector(binding);
    int dimension = VectorSqlType.ANY_DIMENSION;
    if (binding instanceof org.apache.calcite.sql.SqlCallBinding call
        && call.operand(2) instanceof SqlNumericLiteral count) {
      dimension = Math.max(1, ((SqlLiteral) (SqlNode) count).intValue(true));
    }
    return QuiverTypeFactory.INSTANCE.vector(dimension, whole.element(), whole.isNullable());
  }
}
