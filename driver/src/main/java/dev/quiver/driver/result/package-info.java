/**
 * Rows on their way out: result sets over batches or over rows in memory, arrays, large objects.
 *
 * <p>Reads, and never writes: every result is forward-only and read-only.
 */
@NullMarked
package dev.quiver.driver.result;

import org.jspecify.annotations.NullMarked;
