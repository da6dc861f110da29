package dev.quiver.benchmarks.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Damages copies of a closed database's files, one place at a time, and has them read whole. */
final class Damage implements AutoCloseable {
  private static final int SECONDS_TO_READ = 120;

  private final Engine engine;
  private final Path good;
  private final Path scratch;
  private final Random random;
  private final List<Path> files = new ArrayList<>();
  private Child reader;
  private final String expected;

  Damage(Engine engine, Path good, Path scratch, long seed)
      throws IOException, InterruptedException {
    this.engine = engine;
    this.good = good;
    this.scratch = scratch;
    this.random = new Random(seed);
    try (Stream<Path> all = Files.walk(good)) {
      all.filter(Files::isRegularFile).map(good::relativize).sorted().forEach(files::add);
    }
    this.reader = Child.start(WholeReader.class, engine.name());
    this.expected = String.valueOf(ask(copy()));
    if (!expected.startsWith("read ")) {
      throw new IllegalStateException(engine + " does not read its own files: " + expected);
    }
  }

  /** What reading whole damaged databases came to. */
  static final class Outcomes {
    int unharmed;
    int refused;
    int wrong;
    int crashed;

    @Override
    public String toString() {
      return String.format("%d / %d / **%d** / %d", unharmed, refused, wrong, crashed);
    }
  }

  /** Flips one bit of all the bytes of all files. */
  Outcomes flips(int number) throws IOException, InterruptedException {
    Outcomes outcomes = new Outcomes();
    for (int i = 0; i < number; i++) {
      Path copy = copy();
      Path file = copy.resolve(fileOfRandomByte());
      byte[] bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      count(outcomes, ask(copy));
      delete(copy);
    }
    return outcomes;
  }

  /** Cuts one file off at a random place. */
  Outcomes truncations(int number) throws IOException, InterruptedException {
    Outcomes outcomes = new Outcomes();
    for (int i = 0; i < number; i++) {
      Path copy = copy();
      Path file = copy.resolve(fileOfRandomByte());
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      count(outcomes, ask(copy));
      delete(copy);
    }
    return outcomes;
  }

  private Path fileOfRandomByte() throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.size(good.resolve(file));
    }
    long at = (long) (random.nextDouble() * size);
    for (Path file : files) {
      at -= Files.size(good.resolve(file));
      if (at < 0) {
        return file;
      }
    }
    throw new IllegalStateException("no bytes in " + good);
  }

  private void count(Outcomes outcomes, @Nullable String answer) {
    if (answer == null || answer.startsWith("unchecked")) {
      outcomes.crashed++;
    } else if (answer.startsWith("error")) {
      outcomes.refused++;
    } else if (answer.equals(expected)) {
      outcomes.unharmed++;
    } else {
      outcomes.wrong++;
    }
  }

  private @Nullable String ask(Path directory) throws IOException, InterruptedException {
    reader.say(directory.toString());
    String answer = reader.answerWithin(SECONDS_TO_READ);
    if (answer == null) {
      reader.close();
      reader = Child.start(WholeReader.class, engine.name());
    }
    return answer;
  }

  private Path copy() throws IOException {
    Path copy = Files.createTempDirectory(scratch, "damaged");
    try (Stream<Path> all = Files.walk(good)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path target = copy.resolve(good.relativize(path).toString());
        Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return copy;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
