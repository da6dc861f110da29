package dev.quiver.planner.expression;

import dev.quiver.storage.column.Column;
import java.util.List;

/** Ranges whose bounds are known, ready to be compared with a column of one form. */
interface ValueSet {
  /** A bound is NULL: nothing is inside, nothing outside. */
  ValueSet UNKNOWN =
      new ValueSet() {
        @Override
        public int select(Column values, int[] in, int count, boolean negated, int[] out) {
          return 0;
        }

        @Override
        public boolean overlaps(Object min, Object max) {
          return false;
        }

        @Override
        public boolean covers(Object min, Object max) {
          return true;
        }
      };

  /** The rows, none of them NULL, whose value is inside, or outside if negated. */
  int select(Column values, int[] in, int count, boolean negated, int[] out);

  /** Whether some value between the two may be inside. */
  boolean overlaps(Object min, Object max);

  /** Whether all values between the two are inside one range. */
  boolean covers(Object min, Object max);

  static ValueSet of(Comparisons.Form form, List<Range> ranges, Evaluation evaluation) {
    for (Range range : ranges) {
      if (range.isUnknown(evaluation)) {
        return UNKNOWN;
      }
    }
    return switch (form) {
      case LONGS, DOUBLES -> LongRanges.of(ranges, evaluation);
      case BYTES -> BytesRanges.of(ranges, evaluation);
      case OBJECTS -> ObjectRanges.of(ranges, evaluation);
    };
  }
}
