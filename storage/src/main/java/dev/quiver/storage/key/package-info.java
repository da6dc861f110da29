/**
 * Keys, primary and UNIQUE: finding rows of equal keys among fragments, fast and exactly. Who has
 * to look where is the transactions' business.
 */
@NullMarked
package dev.quiver.storage.key;

import org.jspecify.annotations.NullMarked;
