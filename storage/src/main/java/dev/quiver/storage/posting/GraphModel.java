package dev.quiver.storage.posting;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.graph.GraphShape;
import dev.quiver.storage.posting.Generation.Effort;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What all graphs of an index share: a file {@code indexes/<uuid>.generation} in an {@link
 * Envelope}. Little-endian:
 *
 * <pre>
 *  offset  type      field
 *       0  int32     metric: 0 L2, 1 cosine, 2 inner product; with {@link
 *                     Envelope#BITS} 3 Hamming
 *       4  int32     dimension
 *       8  int32     neighbours of a row, M
 *      12  int32     candidates while neighbours are looked for
 *      16  float32   scale of vectors, a power of two ({@link MetricSpace})
 *      20  int64     rows of the table when this was made
 *      28  int32     p, the points of the recall curve
 *      32  p times   int32 candidates of a walk, float32 recall@10 measured
 *          with {@link Envelope#WALK_REACH}:
 *          p times   float32 reach ({@link Effort#certainty}), above 0
 * </pre>
 *
 * <p>Without a reach, walks keep so many candidates, whatever the query; with one, so many rows
 * were walked to in the mean.
 *
 * @param space without a mean
 */
public record GraphModel(MetricSpace space, GraphShape shape, long trainedRows, List<Effort> curve)
    implements IndexModel {
  /** Candidates that a walk keeps at most. */
  public static final int MOST_CANDIDATES = 100_000;

  private static final int FIXED_BYTES = 32;
  private static final int MOST_POINTS = 1_000;
  private static final List<Metric> METRICS =
      List.of(Metric.L2, Metric.COSINE, Metric.NEGATIVE_INNER_PRODUCT, Metric.HAMMING);

  public GraphModel {
    curve = List.copyOf(curve);
  }

  /** A space of a metric and a scale. */
  public static MetricSpace space(Metric metric, float scale, int dimension) {
    return new MetricSpace(metric, scale, new float[dimension]);
  }

  /** The same with another curve. */
  public GraphModel with(List<Effort> measured) {
    return new GraphModel(space, shape, trainedRows, measured);
  }

  private boolean hasReach() {
    return !curve.isEmpty() && curve.stream().allMatch(effort -> effort.certainty() > 0);
  }

  @Override
  public int mostEffort() {
    return MOST_CANDIDATES;
  }

  @Override
  public byte[] encode() {
    boolean reach = hasReach();
    int bytes = FIXED_BYTES + 8 * curve.size() + (reach ? 4 * curve.size() : 0);
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(METRICS.indexOf(space.metric())).putInt(dimension());
    out.putInt(shape.neighbours()).putInt(shape.effort());
    out.putFloat(space.scale()).putLong(trainedRows).putInt(curve.size());
    curve.forEach(effort -> out.putInt(effort.probes()).putFloat(effort.recall()));
    if (reach) {
      curve.forEach(effort -> out.putFloat(effort.certainty()));
    }
    long flags = space.metric().overBits() ? Envelope.BITS : 0;
    return Envelope.seal(
        FileKind.GRAPH_MODEL, reach ? flags | Envelope.WALK_REACH : flags, out.flip());
  }

  /**
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static GraphModel decode(Envelope envelope) {
    try {
      return decode(envelope.payload(), (envelope.readerFlags() & Envelope.WALK_REACH) != 0);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw Envelope.corrupt(envelope.file(), "it is no model of graphs (" + e.getMessage() + ")");
    }
  }

  private static GraphModel decode(ByteBuffer in, boolean reach) {
    int metric = within(in.getInt(), METRICS.size() - 1, "metric");
    int dimension = within(in.getInt(), 65_535, "dimension");
    GraphShape shape = new GraphShape(in.getInt(), in.getInt());
    MetricSpace space = space(METRICS.get(metric), in.getFloat(), dimension);
    long rows = in.getLong();
    int points = within(in.getInt(), MOST_POINTS, "points");
    if (rows < 0 || dimension == 0 || in.remaining() != (reach ? 12 : 8) * points) {
      throw new IllegalArgumentException(rows + " rows, " + in.remaining() + " bytes");
    }
    List<Effort> curve = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      int candidates = Math.max(1, within(in.getInt(), MOST_CANDIDATES, "candidates"));
      curve.add(new Effort(candidates, 0, in.getFloat()));
    }
    for (int i = 0; reach && i < points; i++) {
      Effort effort = curve.get(i);
      curve.set(i, new Effort(effort.probes(), positive(in.getFloat()), effort.recall()));
    }
    return new GraphModel(space, shape, rows, curve);
  }

  private static float positive(float reach) {
    if (!(reach > 0 && Float.isFinite(reach))) {
      throw new IllegalArgumentException("reach " + reach);
    }
    return reach;
  }

  private static int within(int value, int most, String what) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(what + " " + value);
    }
    return value;
  }
}
