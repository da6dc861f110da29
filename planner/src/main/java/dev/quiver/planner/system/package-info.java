/**
 * Tables about the database itself: schemas {@code sys} and {@code information_schema}.
 *
 * <p>Their rows are made when a query asks for them, of the snapshot that the query reads. Also
 * what runs: jobs with their progress, and statements. Nothing here changes anything.
 */
@NullMarked
package dev.quiver.planner.system;

import org.jspecify.annotations.NullMarked;
