package dev.quiver.storage.posting;

import dev.quiver.functions.cluster.CentroidTable;
import dev.quiver.functions.cluster.Centroids;
import dev.quiver.functions.cluster.ListSpread;
import dev.quiver.functions.cluster.Points;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.quantiser.Codebook;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.functions.quantiser.Rotation;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.IndexParameters;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all posting files of an index share: a file {@code indexes/<uuid>.generation} in an {@link
 * Envelope}. Little-endian:
 *
 * <pre>
 *  offset  type             field
 *       0  int32            metric: 0 L2, 1 cosine, 2 inner product; with {@link
 *                            Envelope#BITS} 3 Hamming
 *       4  int32            d, the dimension
 *       8  int32            n, the lists, from 1 to 65,536
 *      12  int32            g, the groups of centroids; 0 for one level
 *      16  int32            p, the points of the recall curve
 *      20  float32          scale of vectors, a power of two ({@link MetricSpace})
 *      24  int64            seed of the rotation ({@link Rotation})
 *      32  float32[d]       mean taken off every vector
 *          float32[n][d]    centroids, in that space
 *          float32[g][d]    centres of the groups; with g &gt; 0 then int32[g + 1], their starts
 *          float32[n]       mean squared distance to the centroid ({@link ListSpread})
 *          float32[n]       deviation along a direction
 *          p times          int32 lists probed, float32 certainty, float32 recall@10 measured
 *          int64            rows of the table when it was trained; absent in files of before
 *          with {@link Envelope#HIT_RATES} ({@link HitRates}):
 *          float32[n]       deviation of the squared distance to the centroid
 *          float32[97]      rates
 *          float32[3]       levels
 *          float32          up to so many times the level, queries are like those measured
 *          p times          float32[4], what may be missed at each level, and by unlike queries
 *          with {@link Envelope#LIST_COUNTS} too ({@link ListCounts}):
 *          float32[3]       what is usual at each level
 *          p times          int32[3], lists to look at for each level, or 0
 *          with a codebook ({@link Codebook}), which IVF_PQ has:
 *          int32            m, the parts that vectors are cut into
 *          int32            b, the bits of a part's code: 4 or 8
 *          float32[d·2^b]   words, part by part
 * </pre>
 *
 * <p>Immutable; safe for any number of threads.
 */
public final class Generation implements IndexModel {
  /** Lists were made for so many rows when it was not yet written how many there were. */
  private static final int FORMER_ROWS_PER_LIST = 500;

  private static final int FIXED_BYTES = 32;
  private static final List<Metric> METRICS =
      List.of(Metric.L2, Metric.COSINE, Metric.NEGATIVE_INNER_PRODUCT, Metric.HAMMING);

  /**
   * How well a search did when the index was built.
   *
   * @param probes lists looked at, or candidates that the walk of a graph kept
   * @param certainty standard errors given to each estimate; of a walk, its reach: by what part of
   *     it the squared distance of the farthest row found that is wanted may be surpassed by rows
   *     that the walk goes on from, or 0 if that is not measured
   * @param recall the share of the ten nearest that was found
   */
  public record Effort(int probes, float certainty, float recall) {}

  private final MetricSpace space;
  private final Centroids centroids;
  private final ListSpread spread;
  private final long seed;
  private final List<Effort> curve;
  private final long trainedRows;
  private final @Nullable Codebook codebook;
  private final @Nullable HitRates measuredRates;
  private final HitRates rates;
  private final @Nullable ListCounts counts;
  private final Rotation rotation;
  private final CentroidTable table;
  private final float[] scoreOffsets;

  /** One that was not measured yet. */
  public Generation(
      MetricSpace space, Centroids centroids, ListSpread spread, long seed, long trainedRows) {
    this(space, centroids, spread, seed, new Measured(List.of(), trainedRows, null, null, null));
  }

  private record Measured(
      List<Effort> curve,
      long rows,
      @Nullable Codebook codebook,
      @Nullable HitRates rates,
      @Nullable ListCounts counts) {}

  private Generation(
      MetricSpace space, Centroids centroids, ListSpread spread, long seed, Measured measured) {
    if (centroids.count() > IndexDefinition.MAX_LISTS) {
      throw new IllegalArgumentException(centroids.count() + " lists");
    }
    this.space = space;
    this.centroids = centroids;
    this.spread = spread;
    this.seed = seed;
    this.curve = List.copyOf(measured.curve);
    this.trainedRows = measured.rows;
    this.codebook = measured.codebook;
    this.measuredRates = measured.rates;
    this.rates = measured.rates == null ? HitRates.unmeasured() : measured.rates;
    this.counts = measured.counts;
    this.rotation = new Rotation(space.dimension(), seed);
    this.table = new CentroidTable(centroids);
    this.scoreOffsets = new float[centroids.count()];
    for (int c = 0; c < scoreOffsets.length; c++) {
      scoreOffsets[c] =
          space.mappedScoreOffset(centroids.centres().values(), c * space.dimension());
    }
  }

  /**
   * The same with what was measured.
   *
   * @param hitRates with as many entries as the curve
   */
  public Generation with(List<Effort> measured, @Nullable HitRates hitRates) {
    return with(measured, hitRates, null);
  }

  /**
   * The same with what was measured.
   *
   * @param hitRates with as many entries as the curve
   * @param listCounts likewise; null without rates
   */
  public Generation with(
      List<Effort> measured, @Nullable HitRates hitRates, @Nullable ListCounts listCounts) {
    boolean fits = hitRates == null || hitRates.missed().size() == measured.size();
    if (listCounts != null) {
      fits &= hitRates != null && listCounts.lists().size() == measured.size();
    }
    if (!fits) {
      throw new IllegalArgumentException(measured.size() + " entries of a curve");
    }
    Measured all = new Measured(measured, trainedRows, codebook, hitRates, listCounts);
    return new Generation(space, centroids, spread, seed, all);
  }

  /** The same with codes by a codebook. */
  public Generation with(Codebook words) {
    Measured all = new Measured(curve, trainedRows, words, measuredRates, counts);
    return new Generation(space, centroids, spread, seed, all);
  }

  /** How many lists searches look at whatever they find; null if they do not. */
  public @Nullable ListCounts listCounts() {
    return counts;
  }

  /** How often rows are within reach of a query; a guess if that was not measured. */
  public HitRates hitRates() {
    return rates;
  }

  /** What codes are made by; null if they are made by the rotation, or if there are none. */
  public @Nullable Codebook codebook() {
    return codebook;
  }

  @Override
  public MetricSpace space() {
    return space;
  }

  public Centroids centroids() {
    return centroids;
  }

  public ListSpread spread() {
    return spread;
  }

  /** The centroids, for one vector's distances to all. */
  public CentroidTable centroidTable() {
    return table;
  }

  /** What the score of each centroid has beyond its distance. Not to be changed. */
  public float[] scoreOffsets() {
    return scoreOffsets;
  }

  public Rotation rotation() {
    return rotation;
  }

  /** Words of a code; 0 where lists have no codes. */
  public int words(IndexMethod method) {
    return switch (method) {
      case IVF_FLAT, HNSW -> 0;
      case IVF_RQ -> rotation.padded() / Integer.SIZE;
      case IVF_PQ -> codebook == null ? 0 : codebook.codeWords();
    };
  }

  @Override
  public List<Effort> curve() {
    return curve;
  }

  @Override
  public long trainedRows() {
    return trainedRows;
  }

  @Override
  public int mostEffort() {
    return lists();
  }

  public int lists() {
    return centroids.count();
  }

  @Override
  public byte[] encode() {
    int d = dimension();
    int groups = centroids.groups().count();
    long floats = d + (long) d * lists() + (long) d * groups + 2L * lists();
    long bytes =
        FIXED_BYTES
            + 4 * floats
            + (groups > 0 ? 4L * (groups + 1) : 0)
            + 12L * curve.size()
            + 8
            + (measuredRates == null ? 0 : rateBytes())
            + (counts == null ? 0 : 4L * (counts.usual().length + 3L * curve.size()))
            + (codebook == null ? 0 : 8 + 4L * codebook.words().length);
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    int metric = METRICS.indexOf(space.metric());
    out.putInt(metric).putInt(d).putInt(lists()).putInt(groups).putInt(curve.size());
    out.putFloat(space.scale()).putLong(seed);
    put(out, space.mean(), d);
    put(out, centroids.centres().values(), d * lists());
    put(out, centroids.groups().values(), d * groups);
    for (int i = 0; groups > 0 && i <= groups; i++) {
      out.putInt(centroids.groupStarts()[i]);
    }
    put(out, spread.meanSquared(), lists());
    put(out, spread.deviation(), lists());
    curve.forEach(e -> out.putInt(e.probes()).putFloat(e.certainty()).putFloat(e.recall()));
    out.putLong(trainedRows);
    if (measuredRates != null) {
      put(out, measuredRates);
    }
    if (counts != null) {
      put(out, counts.usual(), counts.usual().length);
      counts.lists().forEach(of -> out.putInt(of.few()).putInt(of.more()).putInt(of.many()));
    }
    if (codebook != null) {
      out.putInt(codebook.parts()).putInt(codebook.bits());
      put(out, codebook.words(), codebook.words().length);
    }
    long flags = measuredRates == null ? 0 : Envelope.HIT_RATES;
    flags |= space.metric().overBits() ? Envelope.BITS : 0;
    flags |= counts == null ? 0 : Envelope.LIST_COUNTS;
    return Envelope.seal(FileKind.GENERATION, flags, out.flip());
  }

  private long rateBytes() {
    int levels = HitRates.NEIGHBOURS.length;
    return 4L * (lists() + HitRates.COUNT + levels + 1 + (levels + 1L) * curve.size());
  }

  private void put(ByteBuffer out, HitRates of) {
    put(out, spread.squaredDeviation(), lists());
    put(out, of.rates(), HitRates.COUNT);
    put(out, of.levels(), of.levels().length);
    out.putFloat(of.like());
    of.missed()
        .forEach(
            m -> out.putFloat(m.few()).putFloat(m.more()).putFloat(m.many()).putFloat(m.unlike()));
  }

  private static void put(ByteBuffer out, float[] values, int count) {
    out.asFloatBuffer().put(values, 0, count);
    out.position(out.position() + count * Float.BYTES);
  }

  /**
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static Generation decode(Envelope envelope) {
    try {
      return decode(envelope.payload(), envelope.readerFlags());
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
      throw Envelope.corrupt(envelope.file(), "it holds no generation (" + e.getMessage() + ")");
    }
  }

  private static Generation decode(ByteBuffer in, long flags) {
    int metric = in.getInt();
    int d = within(in.getInt(), 1, 65_535, "dimension");
    int lists = within(in.getInt(), 1, IndexDefinition.MAX_LISTS, "lists");
    int groups = within(in.getInt(), 0, lists, "groups");
    int points = within(in.getInt(), 0, 1_000, "points");
    float scale = in.getFloat();
    long seed = in.getLong();
    MetricSpace space =
        new MetricSpace(
            METRICS.get(within(metric, 0, METRICS.size() - 1, "metric")), scale, floats(in, d));
    float[] centres = floats(in, Math.multiplyExact(lists, d));
    float[] groupCentres = floats(in, Math.multiplyExact(groups, d));
    int[] starts = new int[groups == 0 ? 0 : groups + 1];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = in.getInt();
    }
    Centroids centroids =
        new Centroids(new Points(centres, lists, d), new Points(groupCentres, groups, d), starts);
    float[] meanSquared = floats(in, lists);
    float[] deviation = floats(in, lists);
    List<Effort> curve = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      curve.add(new Effort(within(in.getInt(), 1, lists, "probes"), in.getFloat(), in.getFloat()));
    }
    long rows = in.hasRemaining() ? in.getLong() : (long) lists * FORMER_ROWS_PER_LIST;
    if (rows < 0) {
      throw new IllegalArgumentException("trained on " + rows + " rows");
    }
    boolean hasRates = (flags & Envelope.HIT_RATES) != 0;
    float[] squaredDeviation = hasRates ? floats(in, lists) : new float[lists];
    HitRates rates = hasRates ? rates(in, points) : null;
    boolean hasCounts = (flags & Envelope.LIST_COUNTS) != 0;
    if (hasCounts && !hasRates) {
      throw new IllegalArgumentException("list counts without rates");
    }
    ListCounts counts = hasCounts ? counts(in, points, lists) : null;
    ListSpread spread = new ListSpread(meanSquared, deviation, squaredDeviation);
    Codebook codebook = null;
    if (in.hasRemaining()) {
      int parts = within(in.getInt(), 1, Math.min(d, IndexParameters.MAX_PARTS), "parts");
      int bits = within(in.getInt(), 4, 8, "bits");
      codebook = new Codebook(d, parts, bits, floats(in, Math.multiplyExact(d, 1 << bits)));
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes too many");
    }
    return new Generation(
        space, centroids, spread, seed, new Measured(curve, rows, codebook, rates, counts));
  }

  private static HitRates rates(ByteBuffer in, int points) {
    float[] rates = floats(in, HitRates.COUNT);
    float[] levels = floats(in, HitRates.NEIGHBOURS.length);
    float like = in.getFloat();
    List<HitRates.Missed> missed = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      missed.add(new HitRates.Missed(in.getFloat(), in.getFloat(), in.getFloat(), in.getFloat()));
    }
    return new HitRates(rates, levels, like, missed);
  }

  private static ListCounts counts(ByteBuffer in, int points, int lists) {
    float[] usual = floats(in, HitRates.NEIGHBOURS.length);
    List<ListCounts.Lists> counts = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      counts.add(new ListCounts.Lists(count(in, lists), count(in, lists), count(in, lists)));
    }
    return new ListCounts(usual, counts);
  }

  private static int count(ByteBuffer in, int lists) {
    return within(in.getInt(), 0, lists, "lists to look at");
  }

  private static int within(int value, int least, int most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(what + " " + value);
    }
    return value;
  }

  private static float[] floats(ByteBuffer in, int count) {
    if ((long) count * Float.BYTES > in.remaining()) {
      throw new BufferUnderflowException();
    }
    float[] values = new float[count];
    in.asFloatBuffer().get(values);
    in.position(in.position() + count * Float.BYTES);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("an element " + value);
      }
    }
    return values;
  }
}
