/**
 * Scalar expressions and predicates over batches of columns, compiled from Calcite's row
 * expressions. No code is generated: a tree of small objects, each a loop over arrays. Knows no
 * relational operators and reads no tables.
 */
@NullMarked
package dev.quiver.planner.expression;

import org.jspecify.annotations.NullMarked;
