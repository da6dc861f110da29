/**
 * Relational operators over batches of columns: immutable plans, built directly from Calcite's
 * logical tree, and what runs them. Reads tables through storage's interfaces; changes none and
 * parses nothing.
 */
@NullMarked
package dev.quiver.planner.operator;

import org.jspecify.annotations.NullMarked;
