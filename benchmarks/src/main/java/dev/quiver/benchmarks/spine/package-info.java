/**
 * The whole product on 341,479 real vectors: loading, exact search, overheads, start-up.
 *
 * <p>Speaks JDBC alone, as a user does; peers are the disk and a plain loop over an array.
 */
@NullMarked
package dev.quiver.benchmarks.spine;

import org.jspecify.annotations.NullMarked;
