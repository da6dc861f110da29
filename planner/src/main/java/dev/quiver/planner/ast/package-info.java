/**
 * What a statement says, once parsed: one record per kind of statement.
 *
 * <p>Queries and the three kinds of DML stay Calcite's trees, which the validator understands.
 * Nothing here is resolved against a database.
 */
@NullMarked
package dev.quiver.planner.ast;

import org.jspecify.annotations.NullMarked;
