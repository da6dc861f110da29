package dev.quiver.planner.function;

import dev.quiver.functions.distance.Metric;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * How far apart, or how alike, two vectors are: a DOUBLE.
 *
 * <p>NULL if an argument is. The cosines are always nullable, because a zero vector has none.
 */
public final class DistanceFunction extends VectorFunction {

  /** How the value comes out of the metric. */
  public enum Value {
    /** The metric itself; smaller is nearer. */
    DISTANCE,
    /** 1 - metric; greater is nearer. */
    ONE_MINUS_DISTANCE,
    /** -metric; greater is nearer. */
    NEGATED_DISTANCE
  }

  private final Metric metric;
  private final Value value;

  DistanceFunction(String name, Metric metric, Value value) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        metric == Metric.COSINE
            ? ReturnTypes.DOUBLE.andThen(
                (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, true))
            : ReturnTypes.DOUBLE_NULLABLE,
        VectorOperands.twoVectors(metric.elements()),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.metric = metric;
    this.value = value;
  }

  public Metric metric() {
    return metric;
  }

  public Value value() {
    return value;
  }

  /** Whether greater values are nearer. */
  public boolean isSimilarity() {
    return value != Value.DISTANCE;
  }
}
