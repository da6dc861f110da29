package dev.quiver.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.quantiser.Codebook;
import dev.quiver.storage.Database;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.Progress;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.dump.DumpFile;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.index.VectorIndex;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.GraphModel;
import dev.quiver.storage.posting.IndexModel;
import dev.quiver.storage.posting.ListCounts;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Indexes of graphs, and of lists with a codebook: those frozen then, and those written now; and
 * how others are kept away.
 */
class FormatOneGraphsTest {
  private static FileStore frozen(IndexDefinition definition) throws URISyntaxException {
    String name = definition.method().usesGraphs() ? "/format-1-graphs" : "/format-1-codebooks";
    return new LocalFileStore(
        Path.of(Objects.requireNonNull(FormatOneGraphsTest.class.getResource(name)).toURI()));
  }

  private static FileStore written(IndexDefinition definition) {
    FileStore store = new MemoryFileStore("memory");
    FormatOneGraphs.write(store, definition);
    return store;
  }

  static Stream<IndexDefinition> definitions() {
    return Stream.of(FormatOneGraphs.INDEX, FormatOneGraphs.CODES);
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void theFrozenIndexesAreRead(IndexDefinition definition) throws URISyntaxException {
    check(frozen(definition), definition);
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void indexesWrittenNowAreRead(IndexDefinition definition) {
    check(written(definition), definition);
  }

  /** The check walks through the graph, or all lists, and finds every row. */
  private static void check(FileStore store, IndexDefinition definition) {
    Database database = Database.open(store, new OpenOptions(true, false));
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
    TableVersion points = database.latest().table(FormatOneGraphs.POINTS).orElseThrow();
    assertThat(points.indexes())
        .singleElement()
        .returns(definition, VectorIndex::definition)
        .returns((long) FormatOneGraphs.COUNT, VectorIndex::rowsIndexed);
    IndexModel model = points.indexes().get(0).model();
    assertThat(model.trainedRows()).isEqualTo(FormatOneGraphs.COUNT);
    if (model instanceof GraphModel graphs) {
      assertThat(graphs.shape()).isEqualTo(definition.parameters().shape());
    } else {
      assertThat(((Generation) model).codebook())
          .returns(definition.parameters().parts(), Codebook::parts)
          .returns(definition.parameters().bits(), Codebook::bits);
    }
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void whoDoesNotKnowThemIsKeptAway(IndexDefinition definition) throws URISyntaxException {
    FileStore store = frozen(definition);
    Snapshot snapshot = Database.open(store, new OpenOptions(true, false)).latest();
    UUID table = snapshot.table(FormatOneGraphs.POINTS).orElseThrow().id();
    String directory = "tables/" + table + "/manifests";
    long flags = 0;
    for (String name : store.list(directory)) {
      byte[] content = Objects.requireNonNull(store.readIfPresent(directory + "/" + name));
      flags |= ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong(16);
    }
    assertThat(flags).isEqualTo(Envelope.INDEXES | definition.method().readerFlags());
    assertThat(definition.method().readerFlags()).isNotZero();
  }

  /** The manifest does not tell: the flag is that of the generation's file. */
  @Test
  void theFrozenRatesAreReadByThoseWhoKnowThem() throws Exception {
    Generation generation = frozenLists("/format-1-rates", Envelope.HIT_RATES);
    assertThat(generation.hitRates().missed()).hasSameSizeAs(generation.curve()).isNotEmpty();
    assertThat(generation.listCounts()).isNull();
  }

  /** Likewise; before, searches ended only by what they expect. */
  @Test
  void theFrozenCountsAreReadByThoseWhoKnowThem() throws Exception {
    Generation generation =
        frozenLists("/format-1-counts", Envelope.HIT_RATES | Envelope.LIST_COUNTS);
    ListCounts counts = Objects.requireNonNull(generation.listCounts());
    assertThat(counts.lists()).hasSameSizeAs(generation.curve()).isNotEmpty();
    assertThat(counts.usual()).isSorted();
  }

  private static Generation frozenLists(String name, long flags) throws URISyntaxException {
    Path directory =
        Path.of(Objects.requireNonNull(FormatOneGraphsTest.class.getResource(name)).toURI());
    Database database = Database.open(new LocalFileStore(directory), new OpenOptions(true, false));
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
    TableVersion points = database.latest().table(FormatOneGraphs.POINTS).orElseThrow();
    Generation generation = (Generation) points.indexes().get(0).model();
    byte[] encoded = generation.encode();
    assertThat(flags(encoded)).isEqualTo(flags);
    assertThat(IndexModel.decode("again", encoded).encode()).isEqualTo(encoded);
    return generation;
  }

  /** As with rates; the graphs frozen before have none, and walks keep so many candidates. */
  @Test
  void theFrozenReachIsReadByThoseWhoKnowIt() throws Exception {
    FileStore store =
        new LocalFileStore(
            Path.of(
                Objects.requireNonNull(FormatOneGraphsTest.class.getResource("/format-1-reach"))
                    .toURI()));
    check(store, FormatOneGraphs.INDEX);
    GraphModel model = model(store);
    assertThat(model.curve()).isNotEmpty().allMatch(effort -> effort.certainty() > 0);
    byte[] encoded = model.encode();
    assertThat(flags(encoded)).isEqualTo(Envelope.WALK_REACH);
    assertThat(IndexModel.decode("again", encoded).encode()).isEqualTo(encoded);

    GraphModel before = model(frozen(FormatOneGraphs.INDEX));
    assertThat(before.curve()).isNotEmpty().allMatch(effort -> effort.certainty() == 0);
    assertThat(flags(before.encode())).isZero();
    assertThat(IndexModel.decode("again", before.encode()).encode()).isEqualTo(before.encode());
  }

  private static GraphModel model(FileStore store) {
    Database database = Database.open(store, new OpenOptions(true, false));
    TableVersion points = database.latest().table(FormatOneGraphs.POINTS).orElseThrow();
    return (GraphModel) points.indexes().get(0).model();
  }

  private static long flags(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(16);
  }

  /** What was made before rates were measured goes on with a guess. */
  @Test
  void aGenerationWithoutRatesHasAGuess() throws Exception {
    Database database = Database.open(frozen(FormatOneGraphs.CODES), new OpenOptions(true, false));
    TableVersion points = database.latest().table(FormatOneGraphs.POINTS).orElseThrow();
    Generation generation = (Generation) points.indexes().get(0).model();
    assertThat(generation.hitRates().missed()).isEmpty();
    assertThat(generation.hitRates().rates()).isSorted();
    assertThat(ByteBuffer.wrap(generation.encode()).order(ByteOrder.LITTLE_ENDIAN).getLong(16))
        .isZero();
  }

  @Test
  void theModelIsShownAsJson() {
    FileStore store = written(FormatOneGraphs.INDEX);
    Snapshot snapshot = Database.open(store, new OpenOptions(true, false)).latest();
    UUID table = snapshot.table(FormatOneGraphs.POINTS).orElseThrow().id();
    String directory = "tables/" + table + "/indexes";
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
