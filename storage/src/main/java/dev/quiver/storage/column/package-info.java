/**
 * Columns of values in memory, and batches of them: what scans give and writers take. Heap arrays
 * only; no files here.
 */
@NullMarked
package dev.quiver.storage.column;

import org.jspecify.annotations.NullMarked;
