/**
 * What it costs to open a database with a long history and many fragments, and to look into its
 * past.
 *
 * <p>Uses the product through JDBC alone.
 */
@NullMarked
package dev.quiver.benchmarks.opening;

import org.jspecify.annotations.NullMarked;
