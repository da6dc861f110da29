/**
 * Bodies of SQL's text functions and predicates.
 *
 * <p>They work on UTF-8 bytes where the data lie so in files, and on strings elsewhere.
 */
@NullMarked
package dev.quiver.functions.text;

import org.jspecify.annotations.NullMarked;
