package dev.quiver.storage;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a fragment's column without reading it; deleted rows still count.
 *
 * @param min a lower bound of the values, as {@code Column.value} gives them; null if there is none
 *     to tell
 * @param max an upper bound likewise (long texts are cut and rounded up)
 */
public record ColumnStatistics(@Nullable Object min, @Nullable Object max, long nullCount) {}
