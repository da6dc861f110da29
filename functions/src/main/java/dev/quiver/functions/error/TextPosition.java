package dev.quiver.functions.error;

/** A place in an SQL text or an input file: line and column, both from 1. */
public record TextPosition(int line, int column) {
  public TextPosition {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line " + line + ", column " + column);
    }
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
