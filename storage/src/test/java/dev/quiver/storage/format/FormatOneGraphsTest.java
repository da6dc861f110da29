package dev.quiver.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.dump.DumpFile;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.index.VectorIndex;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Indexes of graphs: those frozen then, and those written now; and how others are kept away. */
class FormatOneGraphsTest {
  private static FileStore frozen() throws URISyntaxException {
    return new LocalFileStore(
        Path.of(
            Objects.requireNonNull(FormatOneGraphsTest.class.getResource("/format-1-graphs"))
                .toURI()));
  }

  private static FileStore written() {
    FileStore store = new MemoryFileStore("memory");
    FormatOneGraphs.write(store);
    return store;
  }

  @Test
  void theFrozenGraphsAreRead() throws URISyntaxException {
    check(frozen());
  }

  @Test
  void graphsWrittenNowAreRead() {
    check(written());
  }

  /** The check walks through the graph and finds every row. */
  private static void check(FileStore store) {
    Database database = Database.open(store, new OpenOptions(true, false));
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
    TableVersion points = database.latest().table(FormatOneGraphs.POINTS).orElseThrow();
    assertThat(points.indexes())
        .singleElement()
        .returns(FormatOneGraphs.INDEX, VectorIndex::definition)
        .returns((long) FormatOneGraphs.COUNT, VectorIndex::rowsIndexed)
        .returns(
            FormatOneGraphs.INDEX.parameters().shape().neighbours(),
            index -> ((dev.quiver.storage.posting.GraphModel) index.model()).shape().neighbours());
  }

  @Test
  void whoKnowsNoGraphsIsKeptAway() throws URISyntaxException {
    FileStore store = frozen();
    List<String> tables = store.list("tables");
    assertThat(tables).hasSize(1);
    String directory = "tables/" + tables.get(0) + "/manifests";
    long flags = 0;
    for (String name : store.list(directory)) {
      byte[] content = Objects.requireNonNull(store.readIfPresent(directory + "/" + name));
      flags |= ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong(16);
    }
    assertThat(flags).isEqualTo(Envelope.INDEXES | Envelope.GRAPHS);
  }

  @Test
  void theModelIsShownAsJson() {
    FileStore store = written();
    String directory = "tables/" + store.list("tables").get(0) + "/indexes";
    String model =
        store.list(directory).stream()
            .filter(name -> name.endsWith(".generation"))
            .findFirst()
            .orElseThrow();
    assertThat(DumpFile.toJson(store, directory + "/" + model))
        .contains("\"kind\": \"model of graphs\"")
        .contains("\"neighbours\": 3")
        .contains("\"effort\": 20");
  }
}
