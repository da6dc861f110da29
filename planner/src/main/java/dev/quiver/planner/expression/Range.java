package dev.quiver.planner.expression;

import org.jspecify.annotations.Nullable;

/** Values from {@code low} to {@code high}; null for no bound on that side. */
record Range(
    @Nullable Constant low, boolean lowIncluded, @Nullable Constant high, boolean highIncluded) {

  static Range point(Constant value) {
    return new Range(value, true, value, true);
  }

  /** A bound is NULL in this execution, so that no value compares to it. */
  boolean isUnknown(Evaluation evaluation) {
    return low != null && low.single(evaluation).isNull(0)
        || high != null && high.single(evaluation).isNull(0);
  }

  @Nullable Object lowValue(Evaluation evaluation) {
    return low == null ? null : low.value(evaluation);
  }

  @Nullable Object highValue(Evaluation evaluation) {
    return high == null ? null : high.value(evaluation);
  }
}
