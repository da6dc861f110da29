package dev.quiver.planner.operator;

/** Which rows a join gives. */
enum JoinKind {
  INNER,
  LEFT,
  RIGHT,
  FULL,
  /** Left rows that have a match, once each, and no right columns. */
  SEMI,
  /** Left rows that have none. */
  ANTI;

  boolean keepsLeft() {
    return this == LEFT || this == FULL;
  }

  boolean keepsRight() {
    return this == RIGHT || this == FULL;
  }

  boolean givesRight() {
    return this != SEMI && this != ANTI;
  }
}
