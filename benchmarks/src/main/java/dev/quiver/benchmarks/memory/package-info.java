/**
 * Work on more rows than fit into a small heap: loading, deleting, compacting, vacuuming and
 * reading them all.
 *
 * <p>Uses the product through JDBC alone. The heap's size is the caller's to set.
 */
@NullMarked
package dev.quiver.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
