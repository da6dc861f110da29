package dev.quiver.benchmarks.reliability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The files and directories that a power cut left. */
record PlatterState(Tree root) {
  /** A directory. */
  static final class Tree {
    final Map<String, byte[]> files = new TreeMap<>();
    final Map<String, Tree> directories = new TreeMap<>();

    private void addTo(Checksum sum) {
      files.forEach(
          (name, bytes) -> {
            sum.update(("|" + name + "|" + bytes.length).getBytes(StandardCharsets.UTF_8));
            sum.update(bytes);
          });
      directories.forEach(
          (name, directory) -> {
            sum.update(("/" + name + "/").getBytes(StandardCharsets.UTF_8));
            directory.addTo(sum);
            sum.update('.');
          });
    }

    private void writeTo(Path path) throws IOException {
      Files.createDirectories(path);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(path.resolve(file.getKey()), file.getValue());
      }
      for (Map.Entry<String, Tree> directory : directories.entrySet()) {
        directory.getValue().writeTo(path.resolve(directory.getKey()));
      }
    }
  }

  /** Equal for equal states, and for two of some thousands of others hardly ever. */
  long fingerprint() {
    CRC32C sum = new CRC32C();
    root.addTo(sum);
    return sum.getValue();
  }

  void writeTo(Path directory) throws IOException {
    root.writeTo(directory);
  }
}
