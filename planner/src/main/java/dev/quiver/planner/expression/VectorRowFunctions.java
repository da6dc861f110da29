package dev.quiver.planner.expression;

import dev.quiver.functions.vector.VectorMath;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** VECTOR_DIMS, VECTOR_NORM, L2_NORMALIZE, SUBVECTOR. */
final class VectorRowFunctions {
  private VectorRowFunctions() {}

  static void addTo(Map<String, RowFunction> table) {
    table.put("VECTOR_DIMS", a -> vector(a).length);
    table.put("VECTOR_NORM", a -> VectorMath.norm(vector(a)));
    table.put("L2_NORMALIZE", a -> VectorMath.l2Normalize(vector(a)));
    table.put("SUBVECTOR", VectorRowFunctions::part);
  }

  private static float[] vector(@Nullable Object[] a) {
    return (float[]) Objects.requireNonNull(a[0]);
  }

  private static float[] part(@Nullable Object[] a) {
    return VectorMath.subvector(
        vector(a), TextFunctions.integer(a, 1), TextFunctions.integer(a, 2), "SUBVECTOR");
  }
}
