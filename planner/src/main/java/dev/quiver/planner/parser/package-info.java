/**
 * From SQL text to statements: the grammar's actions, scripts, syntax errors, lifted literals.
 *
 * <p>The parser itself is generated into the package below. Nothing here knows a database.
 */
@NullMarked
package dev.quiver.planner.parser;

import org.jspecify.annotations.NullMarked;
