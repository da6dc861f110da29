package dev.quiver.planner.load;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.vector.VectorText;
import dev.quiver.planner.value.ValueConversion;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimestampType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the type of a column of texts: the narrowest that every text seen so far can be read as.
 *
 * <p>Numbers with leading zeros stay texts, as they are codes more often than quantities.
 */
final class TextTypeGuess {
  private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false");
  private static final Pattern INTEGER = Pattern.compile("[+-]?(0|[1-9]\\d{0,17})");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(0|[1-9]\\d*)?(\\.\\d*)?([eE][+-]?\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d.*");
  private static final TimestampType MICROSECONDS = new TimestampType(6, false);

  private enum Candidate {
    BOOLEAN,
    INTEGER,
    NUMBER,
    DATE,
    TIMESTAMP,
    VECTOR
  }

  private final List<Candidate> candidates = new ArrayList<>(List.of(Candidate.values()));
  private int dimension;
  private boolean seen;

  void add(@Nullable String text) {
    if (text == null || candidates.isEmpty()) {
      return;
    }
    seen = true;
    String stripped = text.strip();
    candidates.removeIf(candidate -> !fits(candidate, stripped));
  }

  private boolean fits(Candidate candidate, String text) {
    return switch (candidate) {
      case BOOLEAN -> BOOLEAN.matcher(text).matches();
      case INTEGER -> INTEGER.matcher(text).matches();
      case NUMBER -> NUMBER.matcher(text).matches() && converts(text, SimpleType.DOUBLE);
      case DATE -> DATE.matcher(text).matches() && converts(text, SimpleType.DATE);
      case TIMESTAMP -> isTimestamp(text);
      case VECTOR -> isVector(text);
    };
  }

  private static boolean isTimestamp(String text) {
    return (DATE.matcher(text).matches() || TIMESTAMP.matcher(text).matches())
        && converts(text, MICROSECONDS);
  }

  private boolean isVector(String text) {
    if (!text.startsWith("[")) {
      return false;
    }
    int length;
    try {
      length = VectorText.parse(text, "").length;
    } catch (QuiverException e) {
      return false;
    }
    if (dimension == 0) {
      dimension = length;
    }
    return length == dimension && length > 0 && length <= VectorType.MAX_DIMENSION;
  }

  private static boolean converts(String text, DataType type) {
    try {
      return ValueConversion.to("", type, 0).convert(text) != null;
    } catch (QuiverException e) {
      return false;
    }
  }

  DataType type() {
    if (!seen || candidates.isEmpty()) {
      return SimpleType.VARCHAR;
    }
    return switch (candidates.get(0)) {
      case BOOLEAN -> SimpleType.BOOLEAN;
      case INTEGER -> SimpleType.BIGINT;
      case NUMBER -> SimpleType.DOUBLE;
      case DATE -> SimpleType.DATE;
      case TIMESTAMP -> MICROSECONDS;
      case VECTOR -> VectorType.ofFloats(dimension);
    };
  }
}
