/**
 * Vector indexes over the fragments of a table version: building them and searching through them.
 * Knows no transactions: what is built is handed to one.
 */
@NullMarked
package dev.quiver.storage.index;

import org.jspecify.annotations.NullMarked;
