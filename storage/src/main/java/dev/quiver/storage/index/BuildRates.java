package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Centroids;
import dev.quiver.functions.cluster.KMeans;
import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.NearestCentroids;
import dev.quiver.functions.cluster.Points;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.quantiser.Codebook;
import dev.quiver.functions.quantiser.Encoder;
import dev.quiver.functions.quantiser.ProductEncoder;
import dev.quiver.functions.quantiser.Rotation;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.IndexParameters;
import dev.quiver.storage.graph.GraphBuilder;
import dev.quiver.storage.graph.GraphVectors;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * How fast pieces of making an index go on this machine now, by doing them with some rows of the
 * table, again and again until they are compiled: the fastest round counts. What takes less is told
 * by what it was seen to take (Xeon at 2.5 GHz).
 *
 * @param comparison nanoseconds that comparing a vector with a centroid takes
 * @param encoding nanoseconds that a row's code takes
 * @param graph nanoseconds that a graph of the sample took, made by all threads
 */
record BuildRates(
    IndexDefinition definition, int sampled, double comparison, double encoding, double graph) {
  private static final int ROWS = 1_000;
  private static final int CENTROIDS = 64;

  /** Pieces are done at least twice, and for so long: they are compiled under way. */
  private static final int ROUNDS = 2;

  private static final long ROUNDS_NANOS = 150_000_000;

  private static final int ITERATIONS = 8;
  private static final int NEAREST_GROUPS = 6;
  private static final int GROUP_POINTS = 256;

  private static final int CODEBOOK_POINTS = 16_384;

  /** Comparing a part of a vector with a word while a codebook is trained. */
  private static final double PART_NANOS = 0.8;

  /**
   * Where lists lie in groups, blocks of rows are gathered and not full: a comparison takes so many
   * times as long.
   */
  private static final double GATHERED = 4;

  /** What all searches that measure recall take for each list beside its rows. */
  private static final double MEASURED_NANOS_PER_LIST = 200_000;

  /** A code scanned by one of the searches that measure recall, of which few see all. */
  private static final double SCANNED_NANOS = 2;

  private static final double SCANNED_NANOS_PER_WORD = 0.6;
  private static final double SEARCHES = 3 * Calibration.QUERIES * 0.5;

  /** A graph larger than the cache takes so much longer a row for each doubling. */
  private static final double GRAPH_GROWTH = 1.12;

  private static final double BYTES_PER_NANO = 0.2;

  /** What any index takes: its files are forced, and code is not compiled yet. */
  private static final double LEAST_NANOS = 250_000_000;

  static BuildRates measure(
      IndexDefinition definition,
      int dimension,
      List<? extends Fragment> fragments,
      Monitor monitor) {
    VectorSample sample =
        VectorSample.draw(fragments, definition.fieldId(), dimension, ROWS, monitor);
    Points points = sample.mapped(sample.space(definition.metric(), monitor), monitor);
    if (points.count() == 0) {
      return new BuildRates(definition, 0, 0, 0, 0);
    }
    if (definition.method().usesGraphs()) {
      double graph = fastest(() -> graph(definition, points, monitor), monitor);
      return new BuildRates(definition, points.count(), 0, 0, graph);
    }
    double comparison = fastest(() -> comparison(points), monitor);
    double encoding =
        switch (definition.method()) {
          case IVF_RQ -> fastest(() -> encoding(points), monitor);
          case IVF_PQ -> fastest(() -> encodingParts(definition.parameters(), points), monitor);
          case IVF_FLAT, HNSW -> 0;
        };
    return new BuildRates(definition, points.count(), comparison, encoding, 0);
  }

  private static double fastest(DoubleSupplier nanos, Monitor monitor) {
    double fastest = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS || System.nanoTime() - start < ROUNDS_NANOS; round++) {
      monitor.check();
      fastest = Math.min(fastest, nanos.getAsDouble());
    }
    return fastest;
  }

  private static double comparison(Points points) {
    int count = Math.min(CENTROIDS, points.count());
    Points centres =
        new Points(
            Arrays.copyOf(points.values(), count * points.dimension()), count, points.dimension());
    NearestCentroids nearest = new NearestCentroids(Centroids.flat(centres));
    int[] out = new int[points.count()];
    long start = System.nanoTime();
    nearest.assign(points.values(), points.count(), out);
    return (double) (System.nanoTime() - start) / ((long) points.count() * count);
  }

  private static double encoding(Points points) {
    int dimension = points.dimension();
    Rotation rotation = new Rotation(dimension, 1);
    Encoder encoder = new Encoder(rotation, dimension);
    float[] centre = new float[dimension];
    int[] code = new int[rotation.padded() / Integer.SIZE];
    encoder.enter(centre, 0);
    long start = System.nanoTime();
    for (int i = 0; i < points.count(); i++) {
      encoder.encode(points.values(), i * dimension, centre, 0, code);
    }
    return (double) (System.nanoTime() - start) / points.count();
  }

  /** Likewise for codes of parts, by a codebook of any words. */
  private static double encodingParts(IndexParameters parameters, Points points) {
    int dimension = points.dimension();
    int bits = parameters.bitsOfPart();
    float[] words = new float[dimension << bits];
    for (int i = 0; i < words.length; i++) {
      words[i] = points.values()[i % points.values().length];
    }
    Codebook book = new Codebook(dimension, parameters.partsOf(dimension), bits, words);
    ProductEncoder encoder = new ProductEncoder(book);
    float[] row = new float[dimension];
    float[] centre = new float[dimension];
    int[] code = new int[book.codeWords()];
    long start = System.nanoTime();
    for (int i = 0; i < points.count(); i++) {
      System.arraycopy(points.values(), i * dimension, row, 0, dimension);
      encoder.encode(row, centre, 0, code);
    }
    return (double) (System.nanoTime() - start) / points.count();
  }

  private static double graph(IndexDefinition definition, Points points, Monitor monitor) {
    GraphForm form = GraphForm.of(definition.metric(), points.dimension());
    float[] kept = form.of(points.values(), points.count());
    int width = form.width();
    GraphVectors vectors =
        new GraphVectors(
            points.count(),
            width,
            form.distance(),
            () ->
                (rows, count, out) -> {
                  for (int i = 0; i < count; i++) {
                    System.arraycopy(kept, rows[i] * width, out, i * width, width);
                  }
                });
    int[] members = IntStream.range(0, points.count()).toArray();
    long start = System.nanoTime();
    new GraphBuilder(vectors, definition.parameters().shape(), new Silent(monitor)).build(members);
    return System.nanoTime() - start;
  }

  /** May stop the work, but does not report it. */
  private record Silent(Monitor monitor) implements Monitor {
    @Override
    public void enter(String phase, long total) {
      monitor.check();
    }

    @Override
    public void advance(long steps) {
      monitor.check();
    }

    @Override
    public void check() {
      monitor.check();
    }
  }

  /** Making lists for so many rows. */
  Duration lists(long rows, int lists, long trained, int dimension, int words) {
    double perRow = lists;
    double gathered = 1;
    double training = (double) ITERATIONS * trained * lists;
    if (lists > KMeans.MAX_FLAT) {
      gathered = GATHERED;
      double groups = Math.sqrt(lists);
      perRow = groups + NEAREST_GROUPS * lists / groups;
      training =
          ITERATIONS * groups * groups * GROUP_POINTS
              + trained * (groups + ITERATIONS * lists / groups);
    }
    double comparisons =
        gathered * (training + (trained + rows) * perRow) + (double) rows * Calibration.QUERIES;
    double spent = comparisons * comparison + rows * encoding;
    spent += lists * MEASURED_NANOS_PER_LIST;
    if (definition.method() == IndexMethod.IVF_PQ) {
      int parts = definition.parameters().partsOf(dimension);
      double numbers = parts << definition.parameters().bitsOfPart();
      spent += ITERATIONS * numbers * Math.min(trained, CODEBOOK_POINTS) * PART_NANOS;
    }
    spent += SEARCHES * rows * (SCANNED_NANOS + SCANNED_NANOS_PER_WORD * words);
    double written = rows * Integer.BYTES * (4.0 + words) / BYTES_PER_NANO;
    return nanos(rows == 0 ? 0 : LEAST_NANOS + spent / Workers.threads() + written);
  }

  /** Making a graph for each fragment. */
  Duration graphs(long[] fragmentRows) {
    double nanos = 0;
    for (long rows : fragmentRows) {
      double times = (double) rows / Math.max(1, sampled);
      double doublings = Math.max(0, Math.log(Math.max(1, times)) / Math.log(2));
      nanos += graph * times * Math.pow(GRAPH_GROWTH, doublings);
    }
    return nanos(nanos == 0 ? 0 : LEAST_NANOS + nanos);
  }

  private static Duration nanos(double nanos) {
    return Duration.ofNanos((long) nanos);
  }
}
