/**
 * Files of rows, read for COPY and the READ_ functions and written for COPY … TO: CSV, JSON lines,
 * Arrow IPC, and whatever a module on the class path adds.
 *
 * <p>Readers stream in batches and name file, line and column of what is wrong. Nothing here writes
 * to a database.
 */
@NullMarked
package dev.quiver.planner.load;

import org.jspecify.annotations.NullMarked;
