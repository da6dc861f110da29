/**
 * The door: the JDBC driver, its URLs and its connection properties.
 *
 * <p>Decides which database a URL means and which open engine serves it; what a connection does is
 * in {@code connection}, and no SQL is understood here.
 */
@NullMarked
package dev.quiver.driver;

import org.jspecify.annotations.NullMarked;
