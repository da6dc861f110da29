package dev.quiver.driver.shell;

/** What the user asked of the shell cannot be done, for a reason that lies not in the database. */
final class ShellException extends Exception {
  private static final long serialVersionUID = 1L;

  ShellException(String message) {
    super(message);
  }
}
