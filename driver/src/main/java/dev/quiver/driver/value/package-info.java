/**
 * One value between JDBC and the engine: which SQL type shows itself how, and every conversion.
 *
 * <p>Free of connections and results; a conversion that would lose something is an error.
 */
@NullMarked
package dev.quiver.driver.value;

import org.jspecify.annotations.NullMarked;
