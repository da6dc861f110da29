/**
 * Search through vector indexes: recall against queries per second, with and without filters.
 *
 * <p>Uses the driver as any program does.
 */
@NullMarked
package dev.quiver.benchmarks.ann;

import org.jspecify.annotations.NullMarked;
