package dev.quiver.planner.plan;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.error.TextPosition;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;

/** Calcite's complaints as ours: a code of the catalogue, the name, line and column. */
final class ValidationErrors {

  private record Known(Pattern pattern, ErrorCode code) {
    Known(String pattern, ErrorCode code) {
      this(Pattern.compile(pattern, Pattern.DOTALL), code);
    }
  }

  private static final List<Known> KNOWN =
      List.of(
          new Known("Object '(.*?)' not found within '.*", ErrorCode.UNKNOWN_TABLE),
          new Known("Object '(.*?)' not found.*", ErrorCode.UNKNOWN_TABLE),
          new Known("Table '(.*?)' not found.*", ErrorCode.UNKNOWN_TABLE),
          new Known("Column '(.*?)' not found in any table.*", ErrorCode.UNKNOWN_COLUMN),
          new Known("(?:Unknown|Unrecognized) identifier '(.*?)'.*", ErrorCode.UNKNOWN_COLUMN),
          new Known("Unknown field '(.*?)'.*", ErrorCode.UNKNOWN_COLUMN),
          new Known("No match found for function signature (.*)", ErrorCode.UNKNOWN_FUNCTION));

  /** Functions that people may well expect but that are not built. */
  private static final Set<String> NOT_BUILT =
      Set.of("MATCH", "BM25", "HYBRID_SEARCH", "EMBED", "RERANK", "GENERATE");

  private static final Pattern COLUMN_IN_TABLE =
      Pattern.compile("Column '(.*?)' not found in table '(.*?)'.*", Pattern.DOTALL);

  private ValidationErrors() {}

  /** Whether a function is one of those that are to come. */
  static boolean isPlanned(String function) {
    return NOT_BUILT.contains(function.toUpperCase(Locale.ROOT));
  }

  static QuiverException explain(CalciteContextException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof QuiverException ours) {
        return ours;
      }
    }
    Throwable cause = failure.getCause();
    String message = String.valueOf((cause == null ? failure : cause).getMessage());
    QuiverException ours = translate(failure, message);
    return failure.getPosLine() < 1
        ? ours
        : ours.at(new TextPosition(failure.getPosLine(), Math.max(1, failure.getPosColumn())));
  }

  private static QuiverException translate(CalciteContextException failure, String message) {
    Matcher inTable = COLUMN_IN_TABLE.matcher(message);
    if (inTable.matches()) {
      return QuiverException.causedBy(
          failure,
          ErrorCode.UNKNOWN_COLUMN,
          inTable.group(1) + " in table " + Names.plain(inTable.group(2)));
    }
    for (Known known : KNOWN) {
      Matcher matcher = known.pattern.matcher(message);
      if (matcher.matches()) {
        String function = matcher.group(1).replaceFirst("\\(.*", "").toUpperCase(Locale.ROOT);
        if (known.code == ErrorCode.UNKNOWN_FUNCTION && isPlanned(function)) {
          return QuiverException.causedBy(failure, ErrorCode.NOT_SUPPORTED, function);
        }
        return QuiverException.causedBy(failure, known.code, Names.plain(matcher.group(1)));
      }
    }
    return QuiverException.causedBy(failure, ErrorCode.INVALID_QUERY, message.replace('\n', ' '));
  }
}
