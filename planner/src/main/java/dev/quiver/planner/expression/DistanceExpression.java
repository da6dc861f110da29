package dev.quiver.planner.expression;

import dev.quiver.functions.distance.Distances;
import dev.quiver.functions.distance.FloatDistance;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.function.DistanceFunction;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DoubleColumn;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import org.jspecify.annotations.Nullable;

/**
 * The distance or similarity of two vectors, by the kernel of the metric; a constant side is the
 * query of a whole block. NULL if an operand is, or where a vector of zeros has no angle.
 */
record DistanceExpression(
    Metric metric, DistanceFunction.Value value, Expression left, Expression right)
    implements Expression {

  @Override
  public DataType type() {
    return SimpleType.DOUBLE;
  }

  @Override
  public Column evaluate(Batch batch, Evaluation evaluation) {
    double[] out = new double[batch.size()];
    if (out.length == 0) {
      return new DoubleColumn(SimpleType.DOUBLE, 0, out, null);
    }
    boolean leftIsQuery = left.isConstant() && !right.isConstant();
    Expression query = leftIsQuery ? left : right;
    Column rows = (leftIsQuery ? right : left).evaluate(batch, evaluation);
    boolean[] nulls;
    if (query.isConstant()) {
      Column one = Constant.folded(query).single(evaluation);
      if (one.isNull(0)) {
        return Columns.repeat(SimpleType.DOUBLE, null, out.length);
      }
      toQuery(rows, one, out);
      nulls = rows.nulls();
    } else {
      Column others = query.evaluate(batch, evaluation);
      pairwise(rows, others, out);
      nulls = Columns.eitherNull(rows, others);
    }
    return new DoubleColumn(SimpleType.DOUBLE, out.length, out, finish(value, out, nulls));
  }

  private void toQuery(Column rows, Column query, double[] out) {
    if (rows instanceof BitVectorColumn bits) {
      BitVectorColumn target = (BitVectorColumn) query;
      check(bits.type(), target.type());
      Distances.ofBits(metric).distances(bits.values(), out.length, target.values(), out);
      return;
    }
    VectorColumn vectors = (VectorColumn) rows;
    VectorColumn target = (VectorColumn) query;
    check(vectors.type(), target.type());
    Distances.of(metric).distances(vectors.values(), out.length, target.values(), out);
  }

  private void pairwise(Column a, Column b, double[] out) {
    if (a instanceof BitVectorColumn x) {
      BitVectorColumn y = (BitVectorColumn) b;
      check(x.type(), y.type());
      int stride = x.stride();
      for (int i = 0; i < out.length; i++) {
        out[i] =
            Distances.ofBits(metric)
                .distance(x.values(), i * stride, y.values(), i * stride, stride);
      }
      return;
    }
    VectorColumn x = (VectorColumn) a;
    VectorColumn y = (VectorColumn) b;
    check(x.type(), y.type());
    int stride = x.stride();
    FloatDistance kernel = Distances.of(metric);
    for (int i = 0; i < out.length; i++) {
      out[i] = kernel.distance(x.values(), i * stride, y.values(), i * stride, stride);
    }
  }

  /** The dimensions, not the bytes: vectors of 12 and of 16 bits take as many. */
  private void check(VectorType expected, VectorType given) {
    if (expected.dimension() != given.dimension()) {
      throw new QuiverException(
          ErrorCode.VECTOR_LENGTH, metric.toString(), expected.dimension(), given.dimension());
    }
  }

  /** Distances made the function's values in place; NULL where there is no distance. */
  private static boolean @Nullable [] finish(
      DistanceFunction.Value value, double[] out, boolean @Nullable [] nulls) {
    boolean[] missing = nulls;
    for (int i = 0; i < out.length; i++) {
      if (Double.isNaN(out[i])) {
        missing =
            missing == null
                ? new boolean[out.length]
                : missing == nulls ? java.util.Arrays.copyOf(missing, out.length) : missing;
        missing[i] = true;
      }
      out[i] = of(value, out[i]);
    }
    return missing;
  }

  private static double of(DistanceFunction.Value value, double distance) {
    return switch (value) {
      case DISTANCE -> distance;
      case ONE_MINUS_DISTANCE -> 1 - distance;
      // Not -0 for vectors at right angles.
      case NEGATED_DISTANCE -> 0.0 - distance;
    };
  }
}
