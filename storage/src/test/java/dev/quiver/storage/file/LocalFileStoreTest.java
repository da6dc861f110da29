package dev.quiver.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileStoreTest extends AbstractFileStoreTest {
  @TempDir private Path dir;
  private FileStore store;

  @BeforeEach
  void open() {
    store = new LocalFileStore(dir.resolve("deep/db"));
    store.createIfAbsent("FORMAT", new byte[] {1});
  }

  @Override
  FileStore store() {
    return store;
  }

  @Test
  void temporariesAreRemoved() {
    assertThat(store.createIfAbsent("commits/1", new byte[1])).isTrue();
    assertThat(store.createIfAbsent("commits/1", new byte[1])).isFalse();
    assertThat(store.list("tmp")).isEmpty();
  }

  @Test
  void aDirectoryInTheWayIsNamed() throws IOException {
    Files.writeString(dir.resolve("deep/db/data"), "a file");
    assertThatThrownBy(() -> store.create("data/x"))
        .isInstanceOf(QuiverException.class)
        .hasMessageContaining(dir.resolve("deep/db/data/x").toString());
    FileStore other = new LocalFileStore(dir.resolve("deep/db/data"));
    assertThatThrownBy(() -> other.createIfAbsent("FORMAT", new byte[1]))
        .isInstanceOf(QuiverException.class)
        .hasMessageContaining(dir.resolve("deep/db/data/FORMAT").toString());
  }

  @Test
  void aPlaceThatVanishedIsNotMadeAnew() throws IOException {
    Path db = dir.resolve("deep/db");
    FileStore fresh = new LocalFileStore(db);
    store.write("data/x", new byte[1]);
    for (String file : List.of("data/x", "data", "tmp", "FORMAT", "")) {
      Files.delete(db.resolve(file));
    }
    for (FileStore place : List.of(store, fresh)) {
      assertThatThrownBy(() -> place.create("data/y")).hasMessage(db + ": the database is gone");
      assertThatThrownBy(() -> place.createIfAbsent("commits/2", new byte[1]))
          .hasMessage(db + ": the database is gone");
    }
    assertThat(db).doesNotExist();
  }

  @Test
  void whatCannotBeLookedAtIsNotAbsent() throws IOException {
    assertThat(store.readIfPresent("commits/7")).isNull();
    Path loop = dir.resolve("deep/db/loop");
    Files.createSymbolicLink(loop, loop);
    for (String path : List.of("loop", "loop/7", "x".repeat(300))) {
      assertThatThrownBy(() -> store.readIfPresent(path))
          .isInstanceOfSatisfying(
              QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO_FAILURE))
          .hasMessageContaining(dir.resolve("deep/db").resolve(path).toString());
    }
  }

  @Test
  void whatWasAbsentIsLookedAtAgain() throws IOException {
    Path db = dir.resolve("deep/db");
    Files.createDirectories(db.resolve("commits"));
    for (int i = 0; i < 3; i++) {
      assertThat(store.readIfPresent("commits/7")).isNull();
    }
    Files.write(db.resolve("commits/7"), new byte[] {7});
    assertThat(store.readIfPresent("commits/7")).containsExactly(7);
    assertThat(store.readIfPresent("commits/8")).isNull();
    // The directory becomes a loop: nothing can be looked at any more, so nothing is absent.
    Files.delete(db.resolve("commits/7"));
    Files.delete(db.resolve("commits"));
    Files.createSymbolicLink(db.resolve("commits"), db.resolve("commits"));
    assertThatThrownBy(() -> store.readIfPresent("commits/8"))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO_FAILURE));
  }

  @Test
  void withoutLinksALockedMoveKeepsTheFirst() throws IOException {
    Publisher publisher = new Publisher(new LocalDisk(), new Poison(), dir);
    Path target = dir.resolve("target");
    for (int i = 0; i < 3; i++) {
      Path written = Files.write(dir.resolve("written"), new byte[] {(byte) i});
      assertThat(publisher.moveUnderLock(target, written)).isEqualTo(i == 0);
    }
    assertThat(Files.readAllBytes(target)).containsExactly(0);
  }

  @Test
  void beyondTheLimitFilesAreReadWithoutMappings() throws IOException {
    MappingBudget budget = new MappingBudget(2);
    MappedFiles[] databases = {new MappedFiles(budget), new MappedFiles(budget)};
    List<ByteSource> held = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      byte[] content = ByteBuffer.allocate(100_000).putInt(99_996, i << 24).array();
      held.add(databases[i % 2].open(Files.write(dir.resolve("file" + i), content)));
    }
    assertThat(budget.live()).isEqualTo(2);
    for (int i = 0; i < 5; i++) {
      assertThat(held.get(i).read(99_996, 4).getInt(0)).isEqualTo(i);
      assertThat(databases[0].open(dir.resolve("file" + i)).length()).isEqualTo(100_000);
    }
    assertThat(held.get(4)).isInstanceOf(ChannelSource.class);
  }

  @Test
  void whatIsForgottenMakesRoomOnceItIsCollected() throws IOException {
    MappingBudget budget = new MappingBudget(4);
    MappedFiles files = new MappedFiles(budget);
    boolean[] mappedAgain = {false};
    for (int i = 0; i < 100 && !mappedAgain[0]; i++) {
      ByteSource opened = files.open(Files.write(dir.resolve("f" + i), new byte[100_000]));
      assertThat(budget.live()).isLessThanOrEqualTo(4);
      mappedAgain[0] = i >= 4 && !(opened instanceof ChannelSource);
      System.gc();
    }
    assertThat(mappedAgain[0]).isTrue();
    assertThat(budget.take(4)).isFalse();
  }
}
