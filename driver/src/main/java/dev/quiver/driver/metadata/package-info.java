/**
 * What tools ask about the database: its abilities, its tables, columns, keys and types.
 *
 * <p>Answers come from a snapshot and never fail a transaction; labels and order are the JDBC
 * specification's.
 */
@NullMarked
package dev.quiver.driver.metadata;

import org.jspecify.annotations.NullMarked;
