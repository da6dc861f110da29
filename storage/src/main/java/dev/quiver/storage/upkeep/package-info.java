/**
 * Upkeep: the thread in the background that compacts tables and gives up old versions after
 * commits. What it does to them is the business of compaction and vacuum.
 */
@NullMarked
package dev.quiver.storage.upkeep;

import org.jspecify.annotations.NullMarked;
