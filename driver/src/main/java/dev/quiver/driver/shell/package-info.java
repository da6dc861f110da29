/**
 * The SQL shell, its script mode and the demo: what {@code ./quiver} runs.
 *
 * <p>Knows Quiver only through java.sql, so whatever it does an application can do too. JLine is
 * reached by the interactive classes alone; scripts never load it.
 */
@NullMarked
package dev.quiver.driver.shell;

import org.jspecify.annotations.NullMarked;
