package dev.quiver.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.cluster.Centroids;
import dev.quiver.functions.cluster.ListSpread;
import dev.quiver.functions.cluster.Points;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.quantiser.Codebook;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.storage.deletes.DeletesFile;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.MemoryFileStore;
import dev.quiver.storage.graph.GraphShape;
import dev.quiver.storage.move.Moves;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.GraphModel;
import dev.quiver.storage.posting.HitRates;
import dev.quiver.storage.posting.IndexModel;
import dev.quiver.storage.posting.ListCounts;
import dev.quiver.storage.posting.PostingWriter;
import dev.quiver.storage.posting.Postings;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.roaringbitmap.RoaringBitmap;

/**
 * Whatever is written into the small kinds of files is read back. Manifests, commits, key files and
 * column files have tests of their own beside their codecs, graphs beside their builder.
 */
class CodecsTest {
  private static final List<Metric> METRICS =
      List.of(Metric.L2, Metric.COSINE, Metric.NEGATIVE_INNER_PRODUCT);

  @Property(tries = 200)
  void theFormatFile(
      @ForAll long most,
      @ForAll long least,
      @ForAll @LongRange(min = -4_102_444_800_000_000L, max = 4_102_444_800_000_000L) long micros) {
    Instant made = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    UUID uuid = new UUID(most, least);
    FormatFile read = FormatFile.decode("memory", FormatFile.encode(uuid, made));
    assertThat(read.uuid()).isEqualTo(uuid);
    assertThat(read.createdAt()).isEqualTo(made);
  }

  /** Of so many rows some, be they few, in runs, or all. */
  private static RoaringBitmap some(Random random, int rows) {
    RoaringBitmap bitmap = new RoaringBitmap();
    int from = random.nextInt(rows);
    bitmap.add((long) from, from + 1L + random.nextInt(rows - from));
    random.ints(random.nextInt(50), 0, rows).forEach(bitmap::add);
    if (random.nextBoolean()) {
      bitmap.runOptimize();
    }
    return bitmap;
  }

  @Property(tries = 200)
  void deletes(@ForAll @IntRange(min = 1, max = 1_000_000) int rows, @ForAll long seed) {
    RoaringBitmap deleted = some(new Random(seed), rows);
    assertThat(DeletesFile.decode("deletes", DeletesFile.encode(deleted), rows)).isEqualTo(deleted);
  }

  @Property(tries = 200)
  void moves(@ForAll @IntRange(max = 12) int sources, @ForAll long seed) {
    Random random = new Random(seed);
    List<Moves.Source> all = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < sources; i++) {
      int rows = 1 + random.nextInt(70_000);
      RoaringBitmap left = random.nextBoolean() ? new RoaringBitmap() : some(random, rows);
      UUID fragment = new UUID(random.nextLong(), random.nextLong());
      all.add(new Moves.Source(fragment, rows, next, left));
      next += rows - left.getCardinality();
    }
    Moves moves = new Moves(all);
    assertThat(Moves.decode(Envelope.open(FileKind.MOVES, "moves", moves.encode())))
        .isEqualTo(moves);
  }

  private static float[] floats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] ascending(Random random, int count, float most) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * most;
    }
    Arrays.sort(values);
    return values;
  }

  private static List<Generation.Effort> curve(Random random, int most, boolean hasCertainty) {
    List<Generation.Effort> curve = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      float certainty = hasCertainty ? random.nextFloat() : 0;
      curve.add(new Generation.Effort(1 + random.nextInt(most), certainty, random.nextFloat()));
    }
    return curve;
  }

  private static Centroids centroids(Random random, int lists, int dimension) {
    Points centres = new Points(floats(random, lists * dimension), lists, dimension);
    if (random.nextBoolean()) {
      return Centroids.flat(centres);
    }
    int groups = 1 + random.nextInt(lists);
    int[] starts = new int[groups + 1];
    for (int i = 1; i < groups; i++) {
      starts[i] = random.nextInt(lists + 1);
    }
    starts[groups] = lists;
    Arrays.sort(starts);
    Points of = new Points(floats(random, groups * dimension), groups, dimension);
    return new Centroids(centres, of, starts);
  }

  private static ListCounts counts(Random random, int entries, int most) {
    List<ListCounts.Lists> lists = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      lists.add(
          new ListCounts.Lists(
              random.nextInt(most + 1), random.nextInt(most + 1), random.nextInt(most + 1)));
    }
    return new ListCounts(ascending(random, HitRates.NEIGHBOURS.length, 1_000), lists);
  }

  private static Generation generation(Random random, int lists, int dimension) {
    Metric metric = METRICS.get(random.nextInt(METRICS.size()));
    float scale = metric == Metric.COSINE ? 1 : (float) Math.scalb(1.0, random.nextInt(20) - 10);
    ListSpread spread =
        new ListSpread(floats(random, lists), floats(random, lists), floats(random, lists));
    Generation generation =
        new Generation(
            new MetricSpace(metric, scale, floats(random, dimension)),
            centroids(random, lists, dimension),
            spread,
            random.nextLong(),
            random.nextLong() >>> 1);
    List<Generation.Effort> curve = curve(random, lists, true);
    if (random.nextBoolean()) {
      List<HitRates.Missed> missed = new ArrayList<>();
      curve.forEach(
          e ->
              missed.add(
                  new HitRates.Missed(
                      random.nextFloat(), random.nextFloat(), random.nextFloat(), 1)));
      float[] levels = ascending(random, HitRates.NEIGHBOURS.length, 1_000);
      float[] rates = ascending(random, HitRates.COUNT, 1);
      HitRates measured = new HitRates(rates, levels, 2, missed);
      generation =
          random.nextBoolean()
              ? generation.with(curve, measured)
              : generation.with(curve, measured, counts(random, curve.size(), lists));
    } else {
      generation = generation.with(curve, null);
    }
    if (random.nextBoolean()) {
      int bits = random.nextBoolean() ? 4 : 8;
      int parts = 1 + random.nextInt(dimension);
      generation =
          generation.with(new Codebook(dimension, parts, bits, floats(random, dimension << bits)));
    }
    return generation;
  }

  @Property(tries = 50)
  void generations(
      @ForAll @IntRange(min = 1, max = 40) int lists,
      @ForAll @IntRange(min = 1, max = 40) int dimension,
      @ForAll long seed) {
    Generation written = generation(new Random(seed), lists, dimension);
    byte[] file = written.encode();
    Generation read = (Generation) IndexModel.decode("generation", file);
    assertThat(read.encode()).isEqualTo(file);
    assertThat(read.curve()).isEqualTo(written.curve());
    assertThat(read.trainedRows()).isEqualTo(written.trainedRows());
    assertThat(read.space()).usingRecursiveComparison().isEqualTo(written.space());
    assertThat(read.centroids()).usingRecursiveComparison().isEqualTo(written.centroids());
    assertThat(read.hitRates()).usingRecursiveComparison().isEqualTo(written.hitRates());
    assertThat(read.codebook()).usingRecursiveComparison().isEqualTo(written.codebook());
    assertThat(read.spread().meanSquared()).isEqualTo(written.spread().meanSquared());
    assertThat(read.spread().deviation()).isEqualTo(written.spread().deviation());
  }

  @Property(tries = 50)
  void modelsOfGraphs(@ForAll @IntRange(min = 1, max = 2_000) int dimension, @ForAll long seed) {
    Random random = new Random(seed);
    Metric metric = METRICS.get(random.nextInt(METRICS.size()));
    float scale = metric == Metric.COSINE ? 1 : (float) Math.scalb(1.0, random.nextInt(20) - 10);
    GraphModel written =
        new GraphModel(
            GraphModel.space(metric, scale, dimension),
            new GraphShape(2 + random.nextInt(50), 4 + random.nextInt(500)),
            random.nextLong() >>> 1,
            curve(random, GraphModel.MOST_CANDIDATES, false));
    byte[] file = written.encode();
    GraphModel read = (GraphModel) IndexModel.decode("model", file);
    assertThat(read).usingRecursiveComparison().isEqualTo(written);
    assertThat(read.encode()).isEqualTo(file);
  }

  @Property(tries = 100)
  void postings(
      @ForAll @IntRange(min = 1, max = 3_000) int rows,
      @ForAll @IntRange(min = 1, max = 9) int lists,
      @ForAll @IntRange(max = 4) int words,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<List<Integer>> places = new ArrayList<>();
    for (int i = 0; i < lists + 2; i++) {
      places.add(new ArrayList<>());
    }
    for (int row = 0; row < rows; row++) {
      places.get(random.nextInt(lists + 2)).add(row);
    }
    MemoryFileStore store = new MemoryFileStore("memory");
    List<List<ByteBuffer>> written = new ArrayList<>();
    UUID generation = new UUID(seed, rows);
    FileSummary summary;
    try (FileSink sink = store.create("postings")) {
      PostingWriter writer = new PostingWriter(sink, lists, words);
      for (int list = 0; list < lists; list++) {
        written.add(write(writer, places.get(list), words, random));
      }
      summary =
          writer.finish(generation, rows, ints(places.get(lists)), ints(places.get(lists + 1)));
    }
    Postings read = Postings.open(store.open("postings"));
    assertThat(read.generation()).isEqualTo(generation);
    assertThat(read.checksum()).isEqualTo(summary.checksum());
    assertThat(read.length()).isEqualTo(summary.length());
    assertThat(read.words()).isEqualTo(words);
    assertThat(read.outside()).isEqualTo(ints(places.get(lists)));
    assertThat(read.nowhere()).isEqualTo(ints(places.get(lists + 1)));
    for (int list = 0; list < lists; list++) {
      assertThat(read.count(list)).isEqualTo(places.get(list).size());
      assertThat(read.chunks(list)).isEqualTo(written.get(list).size());
      for (int chunk = 0; chunk < read.chunks(list); chunk++) {
        assertThat(read.chunk(list, chunk)).isEqualTo(written.get(list).get(chunk));
      }
    }
    read.verify(() -> {});
  }

  private static List<ByteBuffer> write(
      PostingWriter writer, List<Integer> rows, int words, Random random) {
    List<ByteBuffer> chunks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += Postings.MAX_CHUNK) {
      List<Integer> some = rows.subList(from, Math.min(rows.size(), from + Postings.MAX_CHUNK));
      ByteBuffer chunk = PostingWriter.chunk(some.size(), words);
      some.forEach(chunk::putInt);
      int bytes = Integer.BYTES * some.size() * PostingWriter.columns(words);
      while (chunk.position() < bytes) {
        chunk.putInt(random.nextInt());
      }
      writer.add(chunk, some.size());
      chunks.add(chunk.flip());
    }
    writer.endList();
    return chunks;
  }

  private static int[] ints(List<Integer> rows) {
    return Collections.unmodifiableList(rows).stream().mapToInt(Integer::intValue).toArray();
  }
}
