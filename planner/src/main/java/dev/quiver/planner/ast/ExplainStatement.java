package dev.quiver.planner.ast;

/** EXPLAIN [PLAN FOR] …, or EXPLAIN ANALYZE …, which runs the statement too. */
public record ExplainStatement(boolean analyze, Statement statement) implements Statement {}
