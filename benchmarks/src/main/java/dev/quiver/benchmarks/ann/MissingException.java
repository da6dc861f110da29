package dev.quiver.benchmarks.ann;

/** Something that is measured where it is there is not; the message says why. */
final class MissingException extends Exception {
  private static final long serialVersionUID = 1;

  MissingException(String why) {
    super(why);
  }
}
