/**
 * SQL over a storage database: what the driver talks to.
 *
 * <p>An {@code Engine} per open database, a {@code Session} per connection, a {@code PreparedSql}
 * per statement text. Nothing here knows JDBC.
 */
@NullMarked
package dev.quiver.planner;

import org.jspecify.annotations.NullMarked;
