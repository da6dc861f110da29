/**
 * SQL's types as Calcite wants them, and the way from them to the types of columns and back.
 *
 * <p>What a type is called in messages and metadata is decided here as well.
 */
@NullMarked
package dev.quiver.planner.type;

import org.jspecify.annotations.NullMarked;
