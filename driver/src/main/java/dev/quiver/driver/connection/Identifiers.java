package dev.quiver.driver.connection;

import dev.quiver.driver.error.SqlErrors;
import dev.quiver.functions.error.ErrorCode;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and texts as SQL writes them. */
final class Identifiers {
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\x00]|\"\")+\"");

  private Identifiers() {}

  static boolean isSimple(@Nullable String name) {
    return name != null && SIMPLE.matcher(name).matches();
  }

  static String literal(@Nullable String value) throws SQLException {
    if (value == null) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "null has no literal text");
    }
    return "'" + value.replace("'", "''") + "'";
  }

  /** One that is quoted already stays as it is. */
  static String quoted(@Nullable String name, boolean always) throws SQLException {
    if (name == null || name.isEmpty() || name.indexOf('\0') >= 0) {
      throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "'" + name + "' is no identifier");
    }
    if (QUOTED.matcher(name).matches() || (!always && isSimple(name))) {
      return name;
    }
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
