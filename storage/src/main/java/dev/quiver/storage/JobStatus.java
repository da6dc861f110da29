package dev.quiver.storage;

import java.time.Instant;

/**
 * How far long work is, or why it failed.
 *
 * @param what the work, as a statement would name it
 * @param done of {@code total}, in units of the phase; both 0 if that is not known
 */
public record JobStatus(String what, String phase, long done, long total, Instant startedAt) {}
