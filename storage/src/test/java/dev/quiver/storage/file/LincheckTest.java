package dev.quiver.storage.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.storage.Pin;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.CommitLog;
import dev.quiver.storage.deletes.DeletesFile;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.snapshot.Pins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;

/**
 * Lincheck on what threads share: the results of random short programs of two threads must be those
 * of some order of their operations. Off unless asked for, since it loads an agent.
 *
 * <p>Stress lets the threads run as they do; model checking chooses where each is interrupted, but
 * knows no files, and has a clock that stands still, which {@link CommitLog} does not trust.
 */
@EnabledIfSystemProperty(named = "quiver.lincheck", matches = "true")
class LincheckTest {
  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    for (int file = 1; file <= 3; file++) {
      Files.write(OpenFiles.path(file), new byte[] {(byte) file});
    }
  }

  /** Apart, so that Lincheck is not even loaded unless asked for. */
  private static final class Lincheck {
    private static final int PROGRAMS = Integer.getInteger("quiver.lincheck.programs", 10);
    private static final int STRESSED = 200;
    private static final int MODELLED = 100;

    private static void check(Options<?, ?> options, int runs, Class<?> structure) {
      options.iterations(PROGRAMS);
      options.invocationsPerIteration(runs);
      options.threads(2);
      options.actorsPerThread(3);
      options.actorsBefore(1);
      options.actorsAfter(1);
      options.check(structure);
    }

    static void stress(Class<?> structure) {
      check(new StressOptions(), STRESSED, structure);
    }

    static void model(Class<?> structure) {
      check(new ModelCheckingOptions(), MODELLED, structure);
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Mappings.class,
        Pinned.class,
        FilesInMemory.class,
        KeptReaders.class,
        OpenFiles.class,
        Commits.class
      })
  void holdsUnderStress(Class<?> structure) {
    Lincheck.stress(structure);
  }

  @ParameterizedTest
  @ValueSource(classes = {Mappings.class, Pinned.class, FilesInMemory.class, KeptReaders.class})
  void holdsWhereverThreadsAreInterrupted(Class<?> structure) {
    Lincheck.model(structure);
  }

  @ParameterizedTest
  @ValueSource(classes = {CarelessMappings.class, CarelessCache.class})
  void stressCatches(Class<?> structure) {
    assertThatThrownBy(() -> Lincheck.stress(structure)).isInstanceOf(LincheckAssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(classes = {CarelessMappings.class, CarelessCache.class})
  void modelCheckingCatches(Class<?> structure) {
    assertThatThrownBy(() -> Lincheck.model(structure)).isInstanceOf(LincheckAssertionError.class);
  }

  public static class Mappings {
    private final MappingBudget budget = new MappingBudget(3);

    @Operation
    public boolean take(@Param(gen = IntGen.class, conf = "1:2") int mappings) {
      return budget.take(mappings);
    }

    @Operation
    public void giveBack() {
      budget.giveBack(1);
    }

    @Operation
    public int live() {
      return budget.live();
    }
  }

  /** The pins are held, so that they are not given up by the collector meanwhile. */
  public static class Pinned {
    private final Pins pins = new Pins();
    private final Queue<Pin> held = new ConcurrentLinkedQueue<>();

    @Operation
    public boolean pin(@Param(gen = IntGen.class, conf = "1:3") int snapshot) {
      Pin pin = pins.pin(snapshot, false);
      held.add(pin);
      return pin.isLate();
    }

    @Operation
    public List<Long> decide(@Param(gen = IntGen.class, conf = "1:3") int newest) {
      return pins.decide(newest).stream().sorted().toList();
    }
  }

  /** Of all who make a file of one name one does. */
  public static class FilesInMemory {
    private final MemoryFileStore store = new MemoryFileStore("memory");

    @Operation
    public boolean create(@Param(gen = IntGen.class, conf = "1:3") int content) {
      return store.createIfAbsent("commits/1", new byte[] {(byte) content});
    }

    @Operation
    public int read() {
      byte[] content = store.readIfPresent("commits/1");
      return content == null ? 0 : content[0];
    }

    @Operation
    public List<String> list() {
      return store.list("commits");
    }

    @Operation
    public void delete() {
      store.delete("commits/1");
    }
  }

  /** Deletes files, each of one row that tells it, read through a cache. */
  public static class KeptReaders {
    private static final TablePaths TABLE = new TablePaths(new UUID(0, 1));
    private static final MemoryFileStore STORE = new MemoryFileStore("memory");

    static {
      for (int file = 1; file <= 3; file++) {
        STORE.write(
            TABLE.deletes(new UUID(7, file)), DeletesFile.encode(RoaringBitmap.bitmapOf(file)));
      }
    }

    private final FragmentFiles files = new FragmentFiles(STORE);

    @Operation
    public int read(@Param(gen = IntGen.class, conf = "1:3") int file) {
      return files.deletes(TABLE, new UUID(7, file), 9).first();
    }
  }

  /** Small files of a directory, kept open. */
  public static class OpenFiles {
    private final MappedFiles files = new MappedFiles(new MappingBudget(2));

    private static Path path(int file) {
      return directory.resolve("f" + file);
    }

    @Operation
    public int open(@Param(gen = IntGen.class, conf = "1:3") int file) throws IOException {
      return files.open(path(file)).read(0, 1).get(0);
    }

    @Operation
    public void forget(@Param(gen = IntGen.class, conf = "1:3") int file) {
      files.forget(path(file));
    }
  }

  /** Two logs of one place. Who commits knows the commit before. */
  public static class Commits {
    private final MemoryFileStore store = new MemoryFileStore("memory");
    private final List<CommitLog> logs =
        List.of(
            new CommitLog(store, Commit.empty(Instant.EPOCH)),
            new CommitLog(store, Commit.empty(Instant.EPOCH)));

    @Operation
    public String publish(
        @Param(gen = IntGen.class, conf = "0:1") int log,
        @Param(gen = IntGen.class, conf = "1:2") int number,
        @Param(gen = IntGen.class, conf = "1:2") int author) {
      if (logs.get(log).find(number - 1) == null) {
        return "too early";
      }
      Commit commit =
          new Commit(number, new UUID(number, author), Instant.EPOCH, "c", Map.of(), Map.of(), 0);
      return logs.get(log).publish(commit) ? "made" : "too late";
    }

    @Operation
    public String find(
        @Param(gen = IntGen.class, conf = "0:1") int log,
        @Param(gen = IntGen.class, conf = "1:2") int number) {
      Commit commit = logs.get(log).find(number);
      return commit == null ? "none" : commit.uuid().toString();
    }

    @Operation
    public String latest(@Param(gen = IntGen.class, conf = "0:1") int log) {
      return logs.get(log).latest().uuid().toString();
    }
  }

  /** The budget, had it not been made for threads. */
  public static class CarelessMappings {
    private int live;

    @Operation
    public boolean take(@Param(gen = IntGen.class, conf = "1:2") int mappings) {
      if (live + mappings > 3) {
        return false;
      }
      live += mappings;
      return true;
    }

    @Operation
    public int live() {
      return live;
    }
  }

  /** The caches' own map, had it not been made for threads. */
  public static class CarelessCache {
    private final Map<Integer, Integer> kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
            return size() > 2;
          }
        };

    @Operation
    public boolean put(@Param(gen = IntGen.class, conf = "1:4") int name) {
      return kept.put(name, name) == null;
    }

    @Operation
    public int find(@Param(gen = IntGen.class, conf = "1:4") int name) {
      return kept.getOrDefault(name, 0);
    }
  }
}
