/**
 * Nearest rows of many vectors at once against one after the other, through JDBC.
 *
 * <p>Knows nothing of how the product does it.
 */
@NullMarked
package dev.quiver.benchmarks.join;

import org.jspecify.annotations.NullMarked;
