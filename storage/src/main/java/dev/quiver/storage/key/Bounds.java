package dev.quiver.storage.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The order in which statistics bound columns: texts, bytes and UUIDs by their unsigned bytes. */
final class Bounds {
  private Bounds() {}

  /** Whether both bounds are known and the first is less than the second. */
  static boolean isBelow(@Nullable Object low, @Nullable Object high) {
    return low != null
        && high != null
        && low.getClass() == high.getClass()
        && compare(low, high) < 0;
  }

  /** Of one class; 0 if that class has no order. */
  @SuppressWarnings("unchecked")
  private static int compare(Object left, Object right) {
    if (left instanceof String text) {
      return Arrays.compareUnsigned(text.getBytes(UTF_8), ((String) right).getBytes(UTF_8));
    }
    if (left instanceof byte[] bytes) {
      return Arrays.compareUnsigned(bytes, (byte[]) right);
    }
    if (left instanceof UUID uuid) {
      UUID other = (UUID) right;
      int first =
          Long.compareUnsigned(uuid.getMostSignificantBits(), other.getMostSignificantBits());
      return first != 0
          ? first
          : Long.compareUnsigned(uuid.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
    return left instanceof Comparable<?> ? ((Comparable<Object>) left).compareTo(right) : 0;
  }
}
