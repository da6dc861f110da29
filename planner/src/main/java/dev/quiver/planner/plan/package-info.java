/**
 * From a parsed statement to a logical plan: checked, converted and rewritten, but not yet run.
 *
 * <p>Calcite's validator and converter work here, and nothing of them shows outside but the tree.
 */
@NullMarked
package dev.quiver.planner.plan;

import org.jspecify.annotations.NullMarked;
