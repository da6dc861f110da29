/**
 * Values on their way into columns: checked and converted in this one place, whoever sends them.
 *
 * <p>Parameters, literals, query results and files all end here. No SQL trees, no storage beyond
 * types and columns.
 */
@NullMarked
package dev.quiver.planner.value;

import org.jspecify.annotations.NullMarked;
