/**
 * Calcite's Enumerable convention as the judge of our operators: the plan before rewriting,
 * compiled by Janino, over the same rows as Java lists.
 *
 * <p>For tests alone; the product generates no code.
 */
@NullMarked
package dev.quiver.planner.oracle;

import org.jspecify.annotations.NullMarked;
