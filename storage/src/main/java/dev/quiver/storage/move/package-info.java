/**
 * Rows that were moved to other fragments: the files that say from where to where, and finding a
 * row again by them. Moving the rows is the business of compaction.
 */
@NullMarked
package dev.quiver.storage.move;

import org.jspecify.annotations.NullMarked;
