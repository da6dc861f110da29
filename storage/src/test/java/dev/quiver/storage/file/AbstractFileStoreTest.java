package dev.quiver.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link FileStore} promises. */
abstract class AbstractFileStoreTest {
  abstract FileStore store();

  private void write(String path, byte[] content) {
    try (FileSink sink = store().create(path)) {
      sink.write(ByteBuffer.wrap(content));
      sink.finish();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aFinishedFileIsReadBackWhateverItsSize() {
    for (int length : new int[] {0, 1, 65_535, 65_536, 300_000}) {
      byte[] content = random(length);
      write("data/" + length, content);
      ByteSource source = store().open("data/" + length);
      assertThat(source.length()).isEqualTo(length);
      byte[] back = new byte[length];
      source.read(0, length).get(back);
      assertThat(back).isEqualTo(content);
      assertThat(store().readIfPresent("data/" + length)).isEqualTo(content);
    }
    store().force(List.of("data"));
  }

  @Test
  void rangesAreLittleEndianAndReadOnly() {
    for (int length : new int[] {100, 100_000}) {
      write("data/ordered" + length, ByteBuffer.allocate(length).putInt(4, 0x01020304).array());
      ByteBuffer range = store().open("data/ordered" + length).read(4, 4);
      assertThat(range.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
      assertThat(range.position()).isZero();
      assertThat(range.isReadOnly()).isTrue();
      assertThat(range.getInt(0)).isEqualTo(0x04030201);
    }
  }

  @Test
  void aRangeOutsideTheFileIsCorruption() {
    for (int length : new int[] {100, 100_000}) {
      write("data/short" + length, new byte[length]);
      ByteSource source = store().open("data/short" + length);
      assertThatThrownBy(() -> source.read(length - 3, 4))
          .isInstanceOf(QuiverException.class)
          .hasMessageContaining("short" + length + " is damaged: bytes");
      assertThatThrownBy(() -> source.read(-1, 4)).isInstanceOf(QuiverException.class);
      assertThatThrownBy(() -> source.read(Long.MAX_VALUE, 4)).isInstanceOf(QuiverException.class);
    }
  }

  @Test
  void anUnfinishedFileIsGone() {
    try (FileSink sink = store().create("data/half")) {
      sink.write(ByteBuffer.wrap(random(10)));
    }
    assertThat(store().readIfPresent("data/half")).isNull();
    assertThat(store().list("data")).isEmpty();
  }

  @Test
  void openingWhatIsMissingNamesIt() {
    assertThatThrownBy(() -> store().open("data/none"))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE))
        .hasMessageContaining("data/none is damaged: the file is missing");
    assertThat(store().readIfPresent("data/none")).isNull();
    assertThat(store().list("data")).isEmpty();
    store().delete("data/none");
  }

  @Test
  void aTakenNameStaysWithItsFirstContent() {
    assertThat(store().createIfAbsent("commits/1", "first".getBytes(UTF_8))).isTrue();
    assertThat(store().createIfAbsent("commits/1", "second".getBytes(UTF_8))).isFalse();
    assertThat(store().readIfPresent("commits/1")).isEqualTo("first".getBytes(UTF_8));
    assertThat(store().list("commits")).containsExactly("1");
  }

  @Test
  void ofManyRacersOneWins() throws Exception {
    ExecutorService racers = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 25; round++) {
        String path = "commits/" + round;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          byte[] content = {(byte) i};
          results.add(
              racers.submit(
                  () -> {
                    start.await();
                    return store().createIfAbsent(path, content);
                  }));
        }
        start.countDown();
        List<Integer> winners = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          if (results.get(i).get()) {
            winners.add(i);
          }
        }
        assertThat(winners).hasSize(1);
        assertThat(store().readIfPresent(path)).containsExactly(winners.get(0));
      }
    } finally {
      racers.shutdownNow();
    }
  }

  @Test
  void hintsAreReplaced() {
    assertThat(store().createIfAbsent("FORM", new byte[1])).isTrue();
    store().writeHint("latest", "1".getBytes(UTF_8));
    store().writeHint("latest", "22".getBytes(UTF_8));
    assertThat(store().readIfPresent("latest")).isEqualTo("22".getBytes(UTF_8));
  }

  @Test
  void listsNameWhatIsDirectlyInside() {
    write("tables/a/one", random(3));
    write("tables/a/two", random(3));
    write("tables/b/three", random(3));
    assertThat(store().list("tables")).containsExactlyInAnyOrder("a", "b");
    assertThat(store().list("tables/a")).containsExactlyInAnyOrder("one", "two");
    assertThat(store().list("")).contains("tables");
    store().delete("tables/a/one");
    assertThat(store().list("tables/a")).containsExactly("two");
  }
}
