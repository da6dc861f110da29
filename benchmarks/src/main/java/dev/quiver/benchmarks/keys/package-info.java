/**
 * Finding rows by their keys in large tables whose keys come in no order: with key files, and by
 * reading key columns.
 *
 * <p>Uses the engine below the driver, since no connection can turn key files off.
 */
@NullMarked
package dev.quiver.benchmarks.keys;

import org.jspecify.annotations.NullMarked;
