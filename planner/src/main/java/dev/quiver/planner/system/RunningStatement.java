package dev.quiver.planner.system;

import java.time.Instant;

/** A statement that is being run: a row of {@code sys.queries}. */
public record RunningStatement(
    long id, long sessionId, String user, String sql, Instant startedAt) {}
