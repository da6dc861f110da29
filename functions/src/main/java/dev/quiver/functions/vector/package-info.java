/**
 * Vectors as values: their text forms, their checks and their arithmetic.
 *
 * <p>Everything works on heap arrays. Distances live in {@code dev.quiver.functions.distance}.
 */
@NullMarked
package dev.quiver.functions.vector;

import org.jspecify.annotations.NullMarked;
