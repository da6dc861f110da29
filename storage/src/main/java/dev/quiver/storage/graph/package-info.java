/**
 * Graphs of neighbours over the vectors of one fragment: their file, how they are made, and the
 * walk that finds what is near a query. Knows no indexes, generations or tables.
 */
@NullMarked
package dev.quiver.storage.graph;

import org.jspecify.annotations.NullMarked;
