package dev.quiver.driver;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL taken apart: {@code jdbc:quiver:LOCATION[?key=value&…]}.
 *
 * <p>The location is a directory (absolute, relative, or {@code ~/…}), nothing for a private
 * database in memory, or {@code mem:NAME}; it is taken literally up to the first question mark.
 * Keys and values behind it are percent-decoded. No failure of parsing shows a value.
 *
 * @param withoutSecrets the URL without passwords, to be shown
 */
record DatabaseUrl(String withoutSecrets, Location location, Map<String, String> properties) {
  static final String PREFIX = "jdbc:quiver:";
  private static final String MEMORY = "mem:";

  /** A name and a password before a host, as other drivers have them. */
  private static final String USER_INFO = "^([A-Za-z0-9+.-]*:?//)[^/]*@";

  private static final String SCHEME = "[A-Za-z][A-Za-z0-9+.-]*://.*";

  /** Whether a URL is one of ours, well-formed or not. */
  static boolean isOurs(@Nullable String url) {
    return url != null && url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /**
   * @throws QuiverException INVALID_URL, INVALID_PROPERTY, NOT_SUPPORTED
   */
  static DatabaseUrl parse(String url) {
    String rest = url.substring(PREFIX.length());
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    String query = question < 0 ? "" : rest.substring(question + 1);
    String shown = PREFIX + withoutUserInfo(place);
    Location location = location(shown, place);
    Map<String, String> properties = properties(query);
    return new DatabaseUrl(shown + withoutSecrets(query), location, properties);
  }

  @Override
  public String toString() {
    return withoutSecrets;
  }

  private static String withoutUserInfo(String place) {
    return place.contains("//") ? place.replaceFirst(USER_INFO, "$1") : place;
  }

  /** The query part again, for a query that is well-formed. */
  private static String withoutSecrets(String query) {
    if (query.isEmpty()) {
      return "";
    }
    String kept =
        Arrays.stream(query.split("&", -1))
            .filter(part -> !part.isEmpty())
            .filter(part -> !ConnectionProperty.isSecret(key(part)))
            .collect(Collectors.joining("&"));
    return kept.isEmpty() ? "" : "?" + kept;
  }

  private static String key(String part) {
    String raw = part.substring(0, part.indexOf('='));
    return decode(raw, raw);
  }

  private static Location location(String url, String place) {
    if (place.isEmpty()) {
      return new Location.PrivateMemory();
    }
    if (place.startsWith(MEMORY)) {
      String name = place.substring(MEMORY.length());
      if (name.isEmpty()) {
        throw new QuiverException(ErrorCode.INVALID_URL, url, "mem: needs a name");
      }
      return new Location.NamedMemory(name);
    }
    String lower = place.toLowerCase(Locale.ROOT);
    if (lower.startsWith("s3:")) {
      throw new QuiverException(ErrorCode.NOT_SUPPORTED, "a database on S3 (" + url + ")");
    }
    if (place.startsWith("//")) {
      throw new QuiverException(ErrorCode.NOT_SUPPORTED, "a database on a server (" + url + ")");
    }
    if (place.contains("//") && place.matches(SCHEME)) {
      String scheme = place.substring(0, place.indexOf(':'));
      throw new QuiverException(ErrorCode.INVALID_URL, url, "unknown kind of place " + scheme);
    }
    return new Location.Directory(directory(url, place));
  }

  private static Path directory(String url, String place) {
    try {
      Path path =
          place.equals("~") || place.startsWith("~/")
              ? Path.of(System.getProperty("user.home"), place.substring(1))
              : Path.of(place);
      return path.toAbsolutePath().normalize();
    } catch (InvalidPathException invalid) {
      throw QuiverException.causedBy(invalid, ErrorCode.INVALID_URL, url, invalid.getReason());
    }
  }

  private static Map<String, String> properties(String query) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (query.isEmpty()) {
      return properties;
    }
    String[] parts = query.split("&", -1);
    for (int i = 0; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals <= 0) {
        throw new QuiverException(
            ErrorCode.INVALID_PROPERTY, shown(parts[i], i + 1), "expected key=value");
      }
      String key = key(parts[i]);
      if (properties.put(key, decode(parts[i].substring(equals + 1), key)) != null) {
        throw new QuiverException(ErrorCode.INVALID_PROPERTY, key, "is given twice");
      }
    }
    return properties;
  }

  /**
   * The name of a property that has no value; what is no name may be a secret, so only its place.
   */
  private static String shown(String part, int number) {
    return ConnectionProperty.named(part)
        .map(ConnectionProperty::key)
        .orElse("number " + number + " of the URL");
  }

  /** Percent-decoding as in RFC 3986: a plus sign is a plus sign. A failure names the key only. */
  private static String decode(String text, String key) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[utf8.length];
    int length = 0;
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] != '%') {
        decoded[length++] = utf8[i];
        continue;
      }
      int high = i + 2 < utf8.length ? Character.digit(utf8[i + 1], 16) : -1;
      int low = i + 2 < utf8.length ? Character.digit(utf8[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new QuiverException(
            ErrorCode.INVALID_PROPERTY,
            key,
            "a percent sign needs two hexadecimal digits behind it");
      }
      decoded[length++] = (byte) (high << 4 | low);
      i += 2;
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }
}
