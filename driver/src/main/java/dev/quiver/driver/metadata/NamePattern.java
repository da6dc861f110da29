package dev.quiver.driver.metadata;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of JDBC metadata: {@code %} any run, {@code _} any character, a backslash before either
 * takes it literally; null matches everything. Case does not matter.
 */
record NamePattern(@Nullable String pattern) {

  boolean matches(String name) {
    return pattern == null
        || matches(pattern.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }

  /** A catalog is matched by null and by the empty name alone: there are none. */
  static boolean matchesNoCatalog(@Nullable String catalog) {
    return catalog == null || catalog.isEmpty() || catalog.equals("%");
  }

  /** Goes back only to the last {@code %}: linear in practice, never exponential. */
  private static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int lastPercent = -1;
    int resume = 0;
    while (n < name.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
      boolean escaped = wanted == '\\' && p + 1 < pattern.length();
      if (p < pattern.length() && wanted == '%') {
        lastPercent = p++;
        resume = n;
      } else if (p < pattern.length()
          && (escaped
              ? pattern.charAt(p + 1) == name.charAt(n)
              : wanted == '_' || wanted == name.charAt(n))) {
        p += escaped ? 2 : 1;
        n++;
      } else if (lastPercent >= 0) {
        p = lastPercent + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '%') {
      p++;
    }
    return p == pattern.length();
  }
}
