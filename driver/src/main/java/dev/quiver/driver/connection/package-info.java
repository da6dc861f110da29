/**
 * A connection and its statements: what java.sql asks of them, over one session of the engine.
 *
 * <p>No unchecked exception leaves these classes, and a failed call leaves them usable.
 */
@NullMarked
package dev.quiver.driver.connection;

import org.jspecify.annotations.NullMarked;
