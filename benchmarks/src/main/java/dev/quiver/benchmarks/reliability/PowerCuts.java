package dev.quiver.benchmarks.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Cuts the power of a {@link TracedCommitter}: takes its system calls from strace, makes the states
 * that a disk may be in at many moments, and has each opened by a {@link CutReader}.
 */
final class PowerCuts implements AutoCloseable {
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final int LONGEST_STRING = 1 << 23;
  private static final int COMMITS = 8;
  private static final int STATES_OF_A_MOMENT = 12;
  private static final int SECONDS_TO_OPEN = 120;

  private final Engine engine;
  private final Path scratch;
  private final Trace trace;
  private final Map<Long, String> answers = new HashMap<>();
  private Child reader;

  PowerCuts(Engine engine, Path scratch) throws IOException, InterruptedException {
    this.engine = engine;
    this.scratch = scratch;
    this.trace = traced();
    this.reader = Child.start(CutReader.class, engine.name());
    try {
      checkWhole();
    } catch (IOException | InterruptedException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private void checkWhole() throws IOException, InterruptedException {
    String whole = answer(whole());
    if (!whole.equals("commits " + COMMITS)) {
      throw new IllegalStateException(engine + " is not told from its calls: " + whole);
    }
  }

  /** What there is when nothing went wrong. */
  private PlatterState whole() {
    Platter platter = new Platter(trace, PlatterModel.JOURNAL);
    trace.steps().forEach(platter::advance);
    return platter.draw(1, new Random(0));
  }

  /**
   * What was found in the states of one file system.
   *
   * @param lost states without a commit that was reported
   * @param wrong states with other rows than those of some first commits
   * @param unopened states in which the database refuses to work
   */
  record Found(int moments, int states, int lost, int wrong, int unopened) {
    boolean isClean() {
      return lost + wrong + unopened == 0;
    }

    @Override
    public String toString() {
      return String.format("%d / %d / **%d** / %d / %d", moments, states, lost, wrong, unopened);
    }
  }

  static boolean arePossible() throws IOException, InterruptedException {
    return Files.isExecutable(STRACE)
        && new ProcessBuilder(STRACE.toString(), "-o", "/dev/null", "true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }

  private Trace traced() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(scratch, "traced").toRealPath();
    Path lines = Files.createTempFile(scratch, "trace", "");
    List<String> strace =
        List.of(
            STRACE.toString(),
            "-f",
            "-qq",
            "-xx",
            "-s",
            String.valueOf(LONGEST_STRING),
            "-o",
            lines.toString(),
            "-e",
            "trace=" + Trace.CALLS);
    String commits = String.valueOf(COMMITS);
    int said = 0;
    try (Child child =
        Child.start(strace, TracedCommitter.class, engine.name(), directory.toString(), commits)) {
      while (child.answer() != null) {
        said++;
      }
    }
    if (said != COMMITS + 1) {
      throw new IllegalStateException(engine + " made " + (said - 1) + " of " + COMMITS);
    }
    return Trace.read(lines, directory, Path.of("").toRealPath());
  }

  /** Files whose bytes are partly unknown. */
  Set<String> mapped() {
    return trace.mapped();
  }

  Found cut(PlatterModel model, int states, long seed) throws IOException, InterruptedException {
    return cut(model, trace.steps(), states, seed);
  }

  /** As if the process had forced nothing. */
  Found cutWithoutForces(PlatterModel model, int states, long seed)
      throws IOException, InterruptedException {
    List<Step> unforced =
        trace.steps().stream().filter(step -> !(step instanceof Step.Force)).toList();
    return cut(model, unforced, states, seed);
  }

  /** At moments after the table was reported, drawn so that about so many states come of it. */
  private Found cut(PlatterModel model, List<Step> steps, int limit, long seed)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    double share = (double) limit / STATES_OF_A_MOMENT / steps.size();
    Platter platter = new Platter(trace, model);
    int moments = 0;
    int[] counts = new int[4];
    for (Step step : steps) {
      platter.advance(step);
      boolean tells = step instanceof Step.Acknowledged;
      if (platter.acknowledged() < 0 || (!tells && random.nextDouble() > share)) {
        continue;
      }
      moments++;
      Set<Long> seen = new HashSet<>();
      for (int i = 0; i < STATES_OF_A_MOMENT; i++) {
        PlatterState state = platter.draw(i, random);
        if (seen.add(state.fingerprint())) {
          counts[0]++;
          int kind = kind(answer(state), platter.acknowledged());
          if (kind > 0) {
            counts[kind]++;
          }
        }
      }
    }
    return new Found(moments, counts[0], counts[1], counts[2], counts[3]);
  }

  /** 0 for what is as it should be, else 1 for lost, 2 for wrong, 3 for unopened. */
  private static int kind(String answer, int acknowledged) {
    if (answer.equals(CutReader.NO_TABLE)) {
      return 1; // Moments are those after it was reported.
    }
    if (!answer.startsWith("commits ")) {
      return answer.startsWith("wrong") ? 2 : 3;
    }
    int commits = Integer.parseInt(answer.substring("commits ".length()));
    if (commits < acknowledged) {
      return 1;
    }
    return commits > acknowledged + 1 ? 2 : 0;
  }

  private String answer(PlatterState state) throws IOException, InterruptedException {
    String known = answers.get(state.fingerprint());
    if (known != null) {
      return known;
    }
    Path directory = Files.createTempDirectory(scratch, "cut");
    state.writeTo(directory);
    reader.say(directory.toString());
    String answer = reader.answerWithin(SECONDS_TO_OPEN);
    if (answer == null) {
      reader.close();
      reader = Child.start(CutReader.class, engine.name());
      answer = "died";
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
    answers.put(state.fingerprint(), answer);
    return answer;
  }

  @Override
  public void close() {
    reader.close();
  }
}
