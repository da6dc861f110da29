package dev.quiver.driver.shell;

/** One thing of a script to run, and the line of the script that it starts on. */
sealed interface ScriptPart {
  /** Starts at 1. */
  int line();

  /** An SQL statement, without the semicolon that ended it. */
  record Sql(String text, int line) implements ScriptPart {}

  /** A line that starts with a backslash, such as {@code \d docs}. */
  record Command(String text, int line) implements ScriptPart {}
}
