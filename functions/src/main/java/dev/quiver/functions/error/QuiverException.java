package dev.quiver.functions.error;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure from the {@linkplain ErrorCode catalogue}, with the names and values it is about.
 *
 * <p>Unchecked, because nearly every method can meet one; the driver turns it into an SQLException
 * at the border.
 */
public final class QuiverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable TextPosition position;

  public QuiverException(ErrorCode code, Object... arguments) {
    this(code, null, null, format(code, arguments));
  }

  private QuiverException(
      ErrorCode code, @Nullable TextPosition position, @Nullable Throwable cause, String message) {
    super(message, cause);
    this.code = code;
    this.position = position;
  }

  /** A failure that another exception brought about. */
  public static QuiverException causedBy(Throwable cause, ErrorCode code, Object... arguments) {
    return new QuiverException(code, null, cause, format(code, arguments));
  }

  /** The same failure, placed in the SQL text; its message then ends with line and column. */
  public QuiverException at(TextPosition where) {
    QuiverException placed =
        new QuiverException(code, where, getCause(), getMessage() + " (" + where + ")");
    placed.setStackTrace(getStackTrace());
    return placed;
  }

  /** The same failure with what it happened in, such as an entry of a batch, behind its message. */
  public QuiverException within(String what) {
    QuiverException placed =
        new QuiverException(code, position, getCause(), getMessage() + " (" + what + ")");
    placed.setStackTrace(getStackTrace());
    return placed;
  }

  public ErrorCode code() {
    return code;
  }

  /** Where in the SQL text, if it is about the text. */
  public Optional<TextPosition> position() {
    return Optional.ofNullable(position);
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNull(super.getMessage());
  }

  private static String format(ErrorCode code, Object... arguments) {
    return String.format(Locale.ROOT, code.pattern(), arguments);
  }
}
