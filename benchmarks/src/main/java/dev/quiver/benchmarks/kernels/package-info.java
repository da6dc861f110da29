/**
 * Measurements of the distance kernels against their naive twins.
 *
 * <p>Each figure stands beside a check of the results it was measured with. Not part of any build's
 * tests.
 */
@NullMarked
package dev.quiver.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
