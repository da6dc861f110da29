package dev.quiver.storage.arrow;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.nio.BufferUnderflowException;
import java.util.function.Supplier;

/** Turns whatever reading a broken file leads to into the one error that names the file. */
final class Malformed {
  private Malformed() {}

  static QuiverException file(String name, String reason) {
    return new QuiverException(ErrorCode.CORRUPT_FILE, name, reason);
  }

  static void check(boolean right, String name, String reason) {
    if (!right) {
      throw file(name, reason);
    }
  }

  /** Runs code that trusts offsets and lengths of a flatbuffer only as far as its bounds. */
  static <T> T guard(String name, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | ArithmeticException
        | NegativeArraySizeException
        | BufferUnderflowException e) {
      throw QuiverException.causedBy(e, ErrorCode.CORRUPT_FILE, name, "malformed: " + e);
    }
  }
}
