package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.type.SimpleType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Digests and encodings of bytes; a text stands for its UTF-8. */
final class EncodingFunctions {
  private EncodingFunctions() {}

  static void addTo(Map<String, RowFunction> table) {
    table.put("MD5", a -> digest("MD5", bytes(a)));
    table.put("SHA1", a -> digest("SHA-1", bytes(a)));
    table.put("SHA256", a -> digest("SHA-256", bytes(a)));
    table.put("SHA512", a -> digest("SHA-512", bytes(a)));
    table.put("OCTET_LENGTH", a -> bytes(a).length);
    table.put("BIT_LENGTH", a -> bytes(a).length * 8L);
    table.put("TO_HEX", a -> HexFormat.of().formatHex(bytes(a)));
    table.put("FROM_HEX", a -> fromHex(TextFunctions.text(a, 0)));
    table.put("TO_BASE64", a -> Base64.getEncoder().encodeToString(bytes(a)));
    table.put("FROM_BASE64", a -> fromBase64(TextFunctions.text(a, 0)));
  }

  private static byte[] bytes(@Nullable Object[] a) {
    return (byte[])
        Conversions.convert(
            java.util.Objects.requireNonNull(a[0]), SimpleType.VARBINARY, "argument");
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw QuiverException.causedBy(e, ErrorCode.NOT_SUPPORTED, "digest " + algorithm);
    }
  }

  private static byte[] fromHex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      throw QuiverException.causedBy(
          e, ErrorCode.INVALID_CAST, "FROM_HEX", text, SimpleType.VARBINARY);
    }
  }

  private static byte[] fromBase64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw QuiverException.causedBy(
          e, ErrorCode.INVALID_CAST, "FROM_BASE64", text, SimpleType.VARBINARY);
    }
  }
}
