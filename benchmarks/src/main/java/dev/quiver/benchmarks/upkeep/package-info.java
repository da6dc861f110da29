/**
 * What is left of very many very small commits once the upkeep in the background has followed.
 *
 * <p>Uses the product through JDBC alone, with the properties that it has by default.
 */
@NullMarked
package dev.quiver.benchmarks.upkeep;

import org.jspecify.annotations.NullMarked;
