package dev.quiver.planner.expression;

import org.jspecify.annotations.Nullable;

/**
 * A scalar function of one row: values of the classes of {@code Column.value} in, one that can be
 * converted to the result's type out. A keyword argument (EXTRACT's unit) arrives as its enum.
 */
@FunctionalInterface
interface RowFunction {
  @Nullable Object apply(@Nullable Object[] arguments);
}
