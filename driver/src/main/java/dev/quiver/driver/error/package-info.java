/**
 * Failures on their way out: the one place where a QuiverException becomes an SQLException.
 *
 * <p>Nothing here decides what is wrong; that is said where it happens.
 */
@NullMarked
package dev.quiver.driver.error;

import org.jspecify.annotations.NullMarked;
