package dev.quiver.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.Engine;
import dev.quiver.planner.Session;
import dev.quiver.planner.SessionOptions;
import dev.quiver.storage.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One engine per database and process, closed with its last connection. */
class EngineRegistryTest {
  /** An engine that knows only whether it is open. */
  private static final class CountedEngine implements Engine {
    private int closes;

    @Override
    public Session session(SessionOptions options) {
      throw new QuiverException(ErrorCode.UNKNOWN_SCHEMA, options.schema());
    }

    @Override
    public void close() {
      closes++;
    }
  }

  private final List<CountedEngine> opened = new ArrayList<>();
  private final EngineRegistry registry =
      new EngineRegistry(
          (location, options) -> {
            CountedEngine engine = new CountedEngine();
            opened.add(engine);
            return engine;
          });

  @TempDir Path directory;

  private EngineRegistry.Lease lease(Location location) {
    return registry.lease(location, OpenOptions.DEFAULT);
  }

  @Test
  void connectionsToOnePathShareAnEngine() {
    Location location = new Location.Directory(directory);
    try (EngineRegistry.Lease first = lease(location);
        EngineRegistry.Lease second = lease(location)) {
      assertThat(first.engine()).isSameAs(second.engine());
    }
    assertThat(opened).hasSize(1);
  }

  @Test
  void alsoThroughALink() throws IOException {
    Path target = Files.createDirectory(directory.resolve("db"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    try (EngineRegistry.Lease first = lease(new Location.Directory(target));
        EngineRegistry.Lease second = lease(new Location.Directory(link))) {
      assertThat(first.engine()).isSameAs(second.engine());
    }
  }

  @Test
  void theLastConnectionClosesTheEngine() {
    EngineRegistry.Lease first = lease(new Location.NamedMemory("m"));
    EngineRegistry.Lease second = lease(new Location.NamedMemory("m"));
    first.close();
    first.close();
    assertThat(opened.get(0).closes).isZero();
    second.close();
    assertThat(opened.get(0).closes).isOne();
    lease(new Location.NamedMemory("m")).close();
    assertThat(opened).as("a fresh engine after that").hasSize(2);
  }

  @Test
  void privateMemoryIsNeverShared() {
    try (EngineRegistry.Lease first = lease(new Location.PrivateMemory());
        EngineRegistry.Lease second = lease(new Location.PrivateMemory())) {
      assertThat(first.engine()).isNotSameAs(second.engine());
    }
    assertThat(opened).allMatch(engine -> engine.closes == 1);
  }

  @Test
  void differentDatabasesHaveDifferentEngines() {
    try (EngineRegistry.Lease first = lease(new Location.NamedMemory("a"));
        EngineRegistry.Lease second = lease(new Location.NamedMemory("b"))) {
      assertThat(first.engine()).isNotSameAs(second.engine());
    }
  }

  @Test
  void aDatabaseThatCannotBeOpenedLeavesNothingBehind() {
    EngineRegistry broken =
        new EngineRegistry(
            (location, create) -> {
              throw new QuiverException(ErrorCode.NOT_A_DATABASE, location, "it is empty");
            });
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> broken.lease(new Location.NamedMemory("m"), OpenOptions.DEFAULT))
          .hasMessageContaining("is no Quiver database: it is empty");
    }
  }

  @Test
  void threadsMayOpenAndCloseAtOnce() throws Exception {
    Location location = new Location.Directory(directory);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Boolean> openAndClose =
          () -> {
            for (int i = 0; i < 1_000; i++) {
              lease(location).close();
            }
            return true;
          };
      var runs = threads.invokeAll(IntStream.range(0, 4).mapToObj(i -> openAndClose).toList());
      for (var run : runs) {
        assertThat(run.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(opened).allMatch(engine -> engine.closes == 1);
  }
}
