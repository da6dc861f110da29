/**
 * Vacuum: giving up old versions and snapshots, and removing the files that nothing leads to any
 * more. Which versions are to be kept, the callers say.
 */
@NullMarked
package dev.quiver.storage.vacuum;

import org.jspecify.annotations.NullMarked;
