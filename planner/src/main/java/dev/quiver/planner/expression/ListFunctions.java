package dev.quiver.planner.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Functions over arrays; elements count from 1, and vectors are arrays of numbers. */
final class ListFunctions {
  private ListFunctions() {}

  static void addTo(Map<String, RowFunction> strict, Map<String, RowFunction> nullAware) {
    nullAware.put("ARRAY", a -> new ArrayList<>(Arrays.asList(a)));
    strict.put("ITEM", ListFunctions::item);
    strict.put("CARDINALITY", a -> list(a[0]).size());
    strict.put("ARRAY_LENGTH", a -> list(a[0]).size());
    strict.put("ARRAY_CONTAINS", a -> contains(list(a[0]), Objects.requireNonNull(a[1])));
    strict.put("ARRAY_CONCAT", ListFunctions::concat);
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof float[] vector) {
      List<Object> elements = new ArrayList<>();
      for (float element : vector) {
        elements.add(element);
      }
      return elements;
    }
    return (List<?>) Objects.requireNonNull(value);
  }

  /** NULL beyond the ends. */
  private static @Nullable Object item(@Nullable Object[] a) {
    long index = MathFunctions.number(a, 1).longValue();
    if (a[0] instanceof float[] vector) {
      return index < 1 || index > vector.length ? null : vector[(int) index - 1];
    }
    List<?> list = list(a[0]);
    return index < 1 || index > list.size() ? null : list.get((int) index - 1);
  }

  private static boolean contains(List<?> list, Object wanted) {
    for (Object element : list) {
      if (element != null && Comparisons.compare(element, wanted) == 0) {
        return true;
      }
    }
    return false;
  }

  static List<Object> concat(@Nullable Object[] a) {
    List<Object> all = new ArrayList<>();
    for (Object part : a) {
      all.addAll(list(part));
    }
    return all;
  }
}
