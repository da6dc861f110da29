package dev.quiver.storage.file;

import java.util.Map;
import java.util.Set;

/** The files and directories that a power cut left, by path. */
public record CrashState(Map<String, Content> files, Set<String> directories) {

  /** The bytes of a file; equal bytes are the same object. */
  public record Content(int id, byte[] bytes) {}

  /** Equal for equal states, and for others hardly ever. */
  public long fingerprint() {
    long sum = 0;
    for (Map.Entry<String, Content> file : files.entrySet()) {
      sum += mix(file.getKey().hashCode() * 0x9E3779B97F4A7C15L + file.getValue().id());
    }
    for (String directory : directories) {
      sum += mix(directory.hashCode() * 0xC2B2AE3D27D4EB4FL + 7);
    }
    return sum;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
