package dev.quiver.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How much some files take.
 *
 * @param blockBytes likewise, each file rounded up to blocks of 4 KiB
 */
public record Space(long files, long bytes, long blockBytes) {
  private static final int BLOCK = 4_096;

  /** The files below a directory whose path below it is wanted. */
  public static Space of(Path directory, Predicate<String> wanted) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> wanted.test(directory.relativize(file).toString()))
              .toList();
    }
    long bytes = 0;
    long blocks = 0;
    for (Path file : files) {
      bytes += size(file);
      blocks += (size(file) + BLOCK - 1) / BLOCK * BLOCK;
    }
    return new Space(files.size(), bytes, blocks);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public double megabytes() {
    return bytes / 1e6;
  }

  public double blockMegabytes() {
    return blockBytes / 1e6;
  }
}
