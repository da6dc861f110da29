/**
 * The names that a query may use and what they stand for, over one snapshot of the database.
 *
 * <p>Tables come with the schema they had at the version named. Rows are not read here.
 */
@NullMarked
package dev.quiver.planner.catalog;

import org.jspecify.annotations.NullMarked;
