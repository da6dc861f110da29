/**
 * The one catalogue of errors and the exception that carries them.
 *
 * <p>Every module reports failures through it; nothing here knows SQL, files or JDBC.
 */
@NullMarked
package dev.quiver.functions.error;

import org.jspecify.annotations.NullMarked;
