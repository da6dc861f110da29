/**
 * How measurements are taken and printed: medians, tables, machine facts.
 *
 * <p>Nothing here knows what is measured.
 */
@NullMarked
package dev.quiver.benchmarks.report;

import org.jspecify.annotations.NullMarked;
