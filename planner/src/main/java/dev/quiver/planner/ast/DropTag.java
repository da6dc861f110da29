package dev.quiver.planner.ast;

/** DROP TAG [IF EXISTS] '…'. */
public record DropTag(String tag, boolean ifExists) implements Statement {}
