/**
 * Distances between vectors: the metrics, their fast kernels and the naive twins that judge them.
 *
 * <p>Everything works on heap arrays that the caller has filled. No files, no SQL, no NULL, and no
 * state kept between calls.
 */
@NullMarked
package dev.quiver.functions.distance;

import org.jspecify.annotations.NullMarked;
