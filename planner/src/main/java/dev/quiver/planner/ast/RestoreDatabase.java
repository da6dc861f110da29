package dev.quiver.planner.ast;

import dev.quiver.storage.VersionPoint;

/** RESTORE DATABASE TO VERSION n, TAG '…' or TIMESTAMP '…'; a version is a snapshot's number. */
public record RestoreDatabase(VersionPoint point) implements Statement {}
