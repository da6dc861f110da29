/**
 * One small class per kind of statement: what it checks once, and what it does each time it is run.
 *
 * <p>Everything here is compiled from a parsed statement and a snapshot, is immutable and is shared
 * by all sessions that run the same text.
 */
@NullMarked
package dev.quiver.planner.statement;

import org.jspecify.annotations.NullMarked;
