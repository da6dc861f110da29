/**
 * The operators and functions that SQL text may name, with the types they take and give.
 *
 * <p>Nothing is computed here: whoever executes a plan finds a function by its operator.
 */
@NullMarked
package dev.quiver.planner.function;

import org.jspecify.annotations.NullMarked;
