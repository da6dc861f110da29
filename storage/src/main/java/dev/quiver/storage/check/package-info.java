/**
 * CHECK: looks at every byte and every number of a database that a commit leads to, and says what
 * is wrong. Repairs nothing.
 */
@NullMarked
package dev.quiver.storage.check;

import org.jspecify.annotations.NullMarked;
