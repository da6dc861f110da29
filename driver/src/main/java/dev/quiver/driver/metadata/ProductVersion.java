package dev.quiver.driver.metadata;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The version of this build, such as 0.1.0; stated once, in the pom. */
public record ProductVersion(String text, int major, int minor) {
  /** The version of the classes that run. */
  public static final ProductVersion CURRENT = read();

  static ProductVersion parse(String text) {
    String[] parts = text.split("[.-]", 3);
    return new ProductVersion(text, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  private static ProductVersion read() {
    Properties properties = new Properties();
    try (InputStream in = ProductVersion.class.getResourceAsStream("version.properties")) {
      properties.load(required(in));
    } catch (IOException unreadable) {
      throw QuiverException.causedBy(unreadable, ErrorCode.INTERNAL, "version.properties");
    }
    return parse(properties.getProperty("version"));
  }

  private static InputStream required(@Nullable InputStream in) throws IOException {
    if (in == null) {
      throw new IOException("version.properties is missing");
    }
    return in;
  }
}
