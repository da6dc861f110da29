package dev.quiver.planner.oracle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Calcite has no code for, as plain Java over lists: called by the generated code. */
public final class OracleFunctions {
  private OracleFunctions() {}

  /** The name under which {@link OracleTree} looks up the function of a cast to a vector. */
  static final String TO_VECTOR = "toVector";

  public static @Nullable List<Float> toVector(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    List<Float> vector = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(element -> vector.add(((Number) element).floatValue()));
    } else {
      String text = value.toString().strip();
      for (String element : text.substring(1, text.length() - 1).split(",")) {
        vector.add(Float.valueOf(element.strip()));
      }
    }
    return vector;
  }

  public static @Nullable Double L2_DISTANCE(@Nullable List<?> a, @Nullable List<?> b) {
    Double squared = L2_SQUARED_DISTANCE(a, b);
    return squared == null ? null : Math.sqrt(squared);
  }

  public static @Nullable Double L2_SQUARED_DISTANCE(@Nullable List<?> a, @Nullable List<?> b) {
    if (a == null || b == null) {
      return null;
    }
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += (at(a, i) - at(b, i)) * (at(a, i) - at(b, i));
    }
    return sum;
  }

  public static @Nullable Double L1_DISTANCE(@Nullable List<?> a, @Nullable List<?> b) {
    if (a == null || b == null) {
      return null;
    }
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += Math.abs(at(a, i) - at(b, i));
    }
    return sum;
  }

  public static @Nullable Double INNER_PRODUCT(@Nullable List<?> a, @Nullable List<?> b) {
    if (a == null || b == null) {
      return null;
    }
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += at(a, i) * at(b, i);
    }
    return sum;
  }

  public static @Nullable Double NEGATIVE_INNER_PRODUCT(@Nullable List<?> a, @Nullable List<?> b) {
    Double product = INNER_PRODUCT(a, b);
    return product == null ? null : 0 - product;
  }

  public static @Nullable Double COSINE_SIMILARITY(@Nullable List<?> a, @Nullable List<?> b) {
    Double product = INNER_PRODUCT(a, b);
    Double aa = INNER_PRODUCT(a, a);
    Double bb = INNER_PRODUCT(b, b);
    return product == null || aa == null || bb == null || aa == 0 || bb == 0
        ? null
        : product / Math.sqrt(aa * bb);
  }

  public static @Nullable Double COSINE_DISTANCE(@Nullable List<?> a, @Nullable List<?> b) {
    Double similarity = COSINE_SIMILARITY(a, b);
    return similarity == null ? null : 1 - similarity;
  }

  public static @Nullable Integer VECTOR_DIMS(@Nullable List<?> vector) {
    return vector == null ? null : vector.size();
  }

  public static @Nullable Double VECTOR_NORM(@Nullable List<?> vector) {
    Double squared = INNER_PRODUCT(vector, vector);
    return squared == null ? null : Math.sqrt(squared);
  }

  private static double at(List<?> vector, int index) {
    return ((Number) vector.get(index)).doubleValue();
  }
}
