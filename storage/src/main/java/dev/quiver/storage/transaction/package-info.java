/**
 * Writing: transactions, what they change, and how they become the next commit beside those of
 * others.
 */
@NullMarked
package dev.quiver.storage.transaction;

import org.jspecify.annotations.NullMarked;
