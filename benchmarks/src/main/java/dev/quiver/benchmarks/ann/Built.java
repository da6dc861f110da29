package dev.quiver.benchmarks.ann;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What an index cost, as it is kept beside the index in {@code built.properties}.
 *
 * @param cpuSeconds of the process that built it
 * @param bytes of all files, vectors included where the peer keeps them
 * @param remark on parameters
 * @param failure why there is no index; empty where there is one
 */
record Built(double seconds, double cpuSeconds, long bytes, String remark, String failure) {
  private static final String FILE = "built.properties";

  static Built failed(String why) {
    return new Built(0, 0, 0, "", why);
  }

  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  static Built read(Path directory) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(directory.resolve(FILE))) {
      properties.load(in);
    }
    return new Built(
        Double.parseDouble(properties.getProperty("seconds")),
        Double.parseDouble(properties.getProperty("cpuSeconds")),
        Long.parseLong(properties.getProperty("bytes")),
        properties.getProperty("remark"),
        properties.getProperty("failure"));
  }

  void write(Path directory) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("seconds", String.valueOf(seconds));
    properties.setProperty("cpuSeconds", String.valueOf(cpuSeconds));
    properties.setProperty("bytes", String.valueOf(bytes));
    properties.setProperty("remark", remark);
    properties.setProperty("failure", failure);
    try (Writer out = Files.newBufferedWriter(directory.resolve(FILE))) {
      properties.store(out, null);
    }
  }
}
