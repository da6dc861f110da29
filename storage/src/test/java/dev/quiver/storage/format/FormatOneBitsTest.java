package dev.quiver.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.posting.IndexModel;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Indexes over bits: those frozen then, and those written now; and how others are kept away. */
class FormatOneBitsTest {
  private static FileStore frozen() throws URISyntaxException {
    return new LocalFileStore(
        Path.of(
            Objects.requireNonNull(FormatOneBitsTest.class.getResource("/format-1-bits")).toURI()));
  }

  private static TableVersion table(FileStore store) {
    return Database.open(store, new OpenOptions(true, false))
        .latest()
        .table(FormatOneBits.CODES)
        .orElseThrow();
  }

  @Test
  void theFrozenIndexesAreRead() throws URISyntaxException {
    check(frozen());
  }

  @Test
  void indexesWrittenNowAreRead() {
    FileStore store = new MemoryFileStore("memory");
    FormatOneBits.write(store);
    check(store);
  }

  private static void check(FileStore store) {
    Database database = Database.open(store, new OpenOptions(true, false));
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
    assertThat(table(store).indexes())
        .extracting(VectorIndex::definition)
        .containsExactly(FormatOneBits.LISTS, FormatOneBits.GRAPH);
    for (VectorIndex index : table(store).indexes()) {
      IndexModel model = index.model();
      assertThat(model.space().metric()).isEqualTo(Metric.HAMMING);
      assertThat(model.dimension()).isEqualTo(FormatOneBits.BITS);
      assertThat(model.trainedRows()).isEqualTo(FormatOneBits.COUNT);
      assertThat(index.rowsIndexed()).isEqualTo(FormatOneBits.COUNT);
      byte[] encoded = model.encode();
      assertThat(flags(encoded) & Envelope.BITS).isEqualTo(Envelope.BITS);
      assertThat(IndexModel.decode("again", encoded).encode()).isEqualTo(encoded);
    }
  }

  private static long flags(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(16);
  }

  @Test
  void whoDoesNotKnowThemIsKeptAway() throws URISyntaxException {
    FileStore store = frozen();
    UUID table = table(store).id();
    String directory = "tables/" + table + "/manifests";
    long flags = 0;
    for (String name : store.list(directory)) {
      flags |= flags(Objects.requireNonNull(store.readIfPresent(directory + "/" + name)));
    }
    assertThat(flags).isEqualTo(Envelope.INDEXES | Envelope.GRAPHS | Envelope.BITS);
  }
}
