package dev.quiver.planner.ast;

/** CREATE [OR REPLACE] TAG '…'. */
public record CreateTag(String tag, boolean replace) implements Statement {}
