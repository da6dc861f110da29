/** Showing Quiver's own files to people. Reads what the formats define, writes nothing. */
@NullMarked
package dev.quiver.storage.dump;

import org.jspecify.annotations.NullMarked;
