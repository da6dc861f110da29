/**
 * Compaction: which fragments of a table are merged, the merging, and its publication as another
 * layout of the same table version. When it runs is the business of the callers.
 */
@NullMarked
package dev.quiver.storage.compaction;

import org.jspecify.annotations.NullMarked;
