/**
 * Reading: committed snapshots and the tables in them, and what an open database is made of.
 * Nothing here writes.
 */
@NullMarked
package dev.quiver.storage.snapshot;

import org.jspecify.annotations.NullMarked;
