/**
 * A table of vectors that is larger than the memory its process may use: loaded, indexed, searched.
 *
 * <p>Uses the driver as any program does; who limits the memory is the script that runs it.
 */
@NullMarked
package dev.quiver.benchmarks.larger;

import org.jspecify.annotations.NullMarked;
