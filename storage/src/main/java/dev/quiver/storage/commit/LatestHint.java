package dev.quiver.storage.commit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the file {@code latest} says: the number of the newest commit as far as its last writer
 * knew, in decimal digits, a space, the CRC32C of those digits in eight lower-case hexadecimal
 * digits, and a line feed.
 *
 * <p>It is written only after its commit is durable, and never forced. So it may be lost, torn or
 * out of date; but where its checksum is right, the commit that it names was there. Digits alone,
 * as earlier writers left them, are a place to begin asking and prove nothing.
 *
 * @param number of a commit; 0 if the file says nothing
 * @param isProven whether that commit was made
 */
record LatestHint(long number, boolean isProven) {
  private static final Pattern FORM =
      Pattern.compile("(?<number>[1-9][0-9]{0,17})(?: (?<checksum>[0-9a-f]{8})\n)?");
  private static final LatestHint NONE = new LatestHint(0, false);

  static byte[] encode(long number) {
    String digits = Long.toString(number);
    return (digits + " " + checksum(digits) + "\n").getBytes(US_ASCII);
  }

  /**
   * @param content null if there is no such file
   */
  static LatestHint decode(byte @Nullable [] content) {
    Matcher hint = FORM.matcher(content == null ? "" : new String(content, US_ASCII));
    if (!hint.matches()) {
      return NONE;
    }
    String digits = hint.group("number");
    return new LatestHint(Long.parseLong(digits), checksum(digits).equals(hint.group("checksum")));
  }

  private static String checksum(String digits) {
    CRC32C crc = new CRC32C();
    crc.update(digits.getBytes(US_ASCII));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
