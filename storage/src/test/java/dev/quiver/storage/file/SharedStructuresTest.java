package dev.quiver.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.Pin;
import dev.quiver.storage.Rows;
import dev.quiver.storage.deletes.DeletesFile;
import dev.quiver.storage.fragment.FragmentFiles;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.manifest.ManifestWriter;
import dev.quiver.storage.manifest.Manifests;
import dev.quiver.storage.manifest.Spilled;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.manifest.Totals;
import dev.quiver.storage.snapshot.Pins;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** What threads do at once with what they share is as if they had done it one after the other. */
class SharedStructuresTest {
  private static final int ROUNDS = 5_000;
  private static final Duration MOST = Duration.ofSeconds(2);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration UNTIL_CAUGHT = Duration.ofSeconds(60);
  private static final int LIMIT = 3;

  @Test
  void aBudgetOfMappings() throws Exception {
    List<Function<MappingBudget, Object>> operations =
        List.of(
            budget -> budget.take(1),
            budget -> budget.take(2),
            budget -> {
              budget.giveBack(1);
              return true;
            },
            MappingBudget::live);
    Orders<MappingBudget> orders = new Orders<>(() -> new MappingBudget(LIMIT), operations);
    assertThat(orders.areMissing(ROUNDS, 1, MOST)).isFalse();
  }

  /** The same, had it not been made for threads. */
  private static final class Careless {
    private int live;

    boolean take(int mappings) {
      if (live + mappings > LIMIT) {
        return false;
      }
      int before = live;
      Thread.yield();
      live = before + mappings;
      return true;
    }
  }

  @Test
  void aBudgetThatDoesNotSynchronizeIsCaught() throws Exception {
    List<Function<Careless, Object>> operations =
        List.of(budget -> budget.take(1), budget -> budget.take(2), budget -> budget.live);
    assertThat(
            new Orders<>(Careless::new, operations).areMissing(Integer.MAX_VALUE, 1, UNTIL_CAUGHT))
        .isTrue();
  }

  /** Pins and what they hold, so that they are not given up by the collector meanwhile. */
  private static final class HeldPins {
    private final Pins pins = new Pins();
    private final Deque<Pin> held = new ArrayDeque<>();

    boolean pin(long snapshot) {
      Pin pin = pins.pin(snapshot, false);
      synchronized (held) {
        held.add(pin);
      }
      return pin.isLate();
    }

    List<Long> decide(long newest) {
      return pins.decide(newest).stream().sorted().toList();
    }
  }

  @Test
  void whatVacuumDecidesAndWhoPinsMeanwhile() throws Exception {
    List<Function<HeldPins, Object>> operations =
        List.of(pins -> pins.pin(1), pins -> pins.pin(2), pins -> pins.decide(2), p -> p.decide(3));
    assertThat(new Orders<>(HeldPins::new, operations).areMissing(ROUNDS, 1, MOST)).isFalse();
  }

  /** The commit primitive: of all who make a file of one name one does. */
  @Test
  void filesInMemory() throws Exception {
    List<Function<MemoryFileStore, Object>> operations =
        List.of(
            store -> store.createIfAbsent("commits/1", new byte[] {1}),
            store -> store.createIfAbsent("commits/1", new byte[] {2}),
            store -> Arrays.toString(store.readIfPresent("commits/1")),
            store -> store.list("commits"),
            store -> {
              store.delete("commits/1");
              return true;
            });
    Orders<MemoryFileStore> orders = new Orders<>(() -> new MemoryFileStore("memory"), operations);
    assertThat(orders.areMissing(ROUNDS, 1, SHORT)).isFalse();
  }

  private static final int NAMES = 12;
  private static final UUID TABLE_ID = new UUID(0, 1);
  private static final TablePaths TABLE = new TablePaths(TABLE_ID);

  private static UUID id(int name) {
    return new UUID(7, name);
  }

  /** More deletes files than a cache keeps, each of one row that tells it. */
  private static FragmentFiles readers(int files) {
    MemoryFileStore store = new MemoryFileStore("memory");
    for (int i = 0; i < files; i++) {
      store.write(TABLE.deletes(id(i)), DeletesFile.encode(RoaringBitmap.bitmapOf(i)));
    }
    return new FragmentFiles(store);
  }

  @Test
  void readersOfFilesThatAreKept() throws Exception {
    int files = 600;
    FragmentFiles shared = readers(files);
    String failure =
        Crowd.failure(
            SHORT,
            () -> shared,
            (readers, random) -> {
              int file = random.nextInt(files);
              RoaringBitmap rows = readers.deletes(TABLE, id(file), files);
              assertThat(rows.toArray()).containsExactly(file);
            },
            readers -> {});
    assertThat(failure).isEmpty();
  }

  @Test
  void manifestsThatAreKept() throws Exception {
    MemoryFileStore store = new MemoryFileStore("memory");
    Manifests writing = new Manifests(store);
    int versions = 200;
    Schema schema = Rows.schemaOf("a", SimpleType.BIGINT);
    for (int i = 0; i < versions; i++) {
      new ManifestWriter(store, writing, UUID::randomUUID, TABLE_ID)
          .write(
              id(i),
              new Manifest(
                  TABLE_ID, i, schema, Totals.NONE, Spilled.empty(), Spilled.empty(), List.of()));
    }
    String failure =
        Crowd.failure(
            SHORT,
            () -> new Manifests(store),
            (manifests, random) -> {
              int version = random.nextInt(versions);
              assertThat(manifests.manifest(TABLE_ID, id(version)).version()).isEqualTo(version);
            },
            manifests -> {});
    assertThat(failure).isEmpty();
  }

  @Test
  void filesThatAreMapped(@TempDir Path directory) throws Exception {
    for (int i = 0; i < NAMES; i++) {
      // Every other one is large enough to be mapped.
      byte[] content = new byte[i % 2 == 0 ? 100 : MappedFiles.HEAP_BELOW_BYTES];
      Arrays.fill(content, (byte) i);
      Files.write(directory.resolve("f" + i), content);
    }
    MappingBudget budget = new MappingBudget(2);
    String failure =
        Crowd.failure(
            SHORT,
            () -> new MappedFiles(budget),
            (files, random) -> {
              int name = random.nextInt(NAMES);
              if (random.nextInt(8) == 0) {
                files.forget(directory.resolve("f" + name));
                return;
              }
              assertThat(opened(files, directory.resolve("f" + name)).read(99, 1).get(0))
                  .isEqualTo((byte) name);
              assertThat(budget.live()).isBetween(0, 2);
            },
            files -> {});
    assertThat(failure).isEmpty();
  }

  private static ByteSource opened(MappedFiles files, Path file) {
    try {
      return files.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The caches' own map, had it not been made for threads. */
  private static final class CarelessCache extends LinkedHashMap<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    CarelessCache() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
      return size() > NAMES / 2;
    }
  }

  @Test
  void aCacheThatDoesNotSynchronizeIsCaught() throws Exception {
    String failure =
        Crowd.failure(
            UNTIL_CAUGHT,
            CarelessCache::new,
            (cache, random) -> {
              int name = random.nextInt(NAMES);
              Integer known = cache.get(name);
              assertThat(known == null || known == name).isTrue();
              cache.put(name, name);
            },
            cache -> {
              int count = 0;
              for (Integer name : cache.keySet()) {
                count++;
                assertThat(count).isLessThanOrEqualTo(NAMES / 2);
              }
              assertThat(cache).hasSize(count);
            });
    assertThat(failure).isNotEmpty();
  }
}
