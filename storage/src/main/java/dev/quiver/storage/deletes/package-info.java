/** Deleted rows of fragments, as bitmaps over row offsets and as files of them. */
@NullMarked
package dev.quiver.storage.deletes;

import org.jspecify.annotations.NullMarked;
