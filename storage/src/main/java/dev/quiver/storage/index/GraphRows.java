package dev.quiver.storage.index;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.NearestPoints;
import dev.quiver.functions.cluster.Workers;
import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.functions.quantiser.MetricSpace.Place;
import dev.quiver.storage.FragmentReader;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.graph.GraphVectors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a fragment that a graph is made over, deleted ones too, so that the graph serves
 * whatever version has the fragment. Their vectors are kept in memory, brought into the index's
 * space, where they fit a quarter of a gigabyte and a quarter of the heap; otherwise they are read
 * whenever they are asked for.
 *
 * <p>For the inner product, one more element makes all vectors as long as the longest: then the
 * nearest to a query, by L2, are those of the largest product (Bachrach et al., <i>Speeding Up the
 * Xbox Recommender System Using a Euclidean Transformation for Inner-Product Spaces</i>, 2014).
 * Joined by their products, nearly all rows would lead to the few longest alone.
 */
final class GraphRows {
  private static final long MOST_KEPT_BYTES = 256 << 20;
  private static final int HEAP_SHARE = 4;
  private static final int MOST_FLOATS = 1 << 19;
  private static final int MOST_ROWS = 4_096;

  private final StoredFragment fragment;
  private final int[] fields;
  private final MetricSpace space;
  private final GraphForm form;
  private final Monitor monitor;
  private final int blockRows;
  private final Place[] places;
  private final float @Nullable [][] kept;
  private final double @Nullable [] squaredLengths;

  private GraphRows(StoredFragment fragment, int fieldId, MetricSpace space, Monitor monitor) {
    this.monitor = monitor;
    this.fragment = fragment;
    this.fields = new int[] {fieldId};
    this.space = space;
    this.form = GraphForm.of(space.metric(), space.dimension());
    this.blockRows = Math.max(16, Math.min(MOST_ROWS, MOST_FLOATS / space.dimension()));
    this.places = new Place[fragment.physicalRows()];
    long bytes = (long) fragment.physicalRows() * form.width() * Float.BYTES;
    int blocks = (fragment.physicalRows() + blockRows - 1) / blockRows;
    this.kept = keeps(bytes) ? new float[blocks][] : null;
    boolean products = space.metric() == Metric.NEGATIVE_INNER_PRODUCT;
    this.squaredLengths = products ? new double[places.length] : null;
  }

  /** Whether vectors of so many bytes are kept in memory. */
  static boolean keeps(long bytes) {
    return bytes <= Math.min(MOST_KEPT_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * Reads a fragment.
   *
   * @param truth also shown all live rows, if there is one
   * @param position of the fragment, as the truth has it
   */
  static GraphRows of(
      FragmentLists.Stretch whole,
      int fieldId,
      MetricSpace space,
      FragmentLists.@Nullable Truth truth,
      Monitor monitor) {
    GraphRows rows = new GraphRows(whole.fragment(), fieldId, space, monitor);
    List<RowRange> blocks = RowRange.cut(whole.ranges(), rows.blockRows);
    Workers.run(
        blocks.size(),
        () -> {
          FragmentReader reader = whole.fragment().open(rows.fields);
          Audience audience =
              truth == null ? null : new Audience(truth.collector(), truth.space().mean());
          return part -> {
            RowRange block = blocks.get(part);
            rows.read(reader, block, whole.position(), audience);
            monitor.advance(block.to() - block.from());
          };
        });
    if (truth != null) {
      truth.ended();
    }
    return rows;
  }

  /**
   * Who is shown rows.
   *
   * @param mean taken off before
   */
  private record Audience(NearestPoints collector, float[] mean) {}

  private void read(
      FragmentReader reader, RowRange block, int position, @Nullable Audience audience) {
    int dimension = space.dimension();
    int size = block.to() - block.from();
    float[] raw = new float[size * dimension];
    boolean[] nulls = reader.readVectors(0, block.from(), block.to(), raw);
    float[] mapped = new float[raw.length];
    for (int i = 0; i < size; i++) {
      places[block.from() + i] =
          nulls != null && nulls[i]
              ? Place.NOWHERE
              : space.map(raw, i * dimension, mapped, i * dimension);
    }
    for (int i = 0; squaredLengths != null && i < size; i++) {
      if (places[block.from() + i] == Place.INSIDE) {
        squaredLengths[block.from() + i] = -space.mappedScoreOffset(mapped, i * dimension);
      }
    }
    if (audience != null) {
      show(audience, reader, block, position, mapped);
    }
    if (kept != null) {
      kept[block.from() / blockRows] = form.of(mapped, size);
    }
  }

  private void show(
      Audience audience, FragmentReader reader, RowRange block, int position, float[] mapped) {
    int dimension = space.dimension();
    int[] live = new int[block.to() - block.from()];
    int liveCount = reader.liveRows(block.from(), block.to(), live);
    float[] values = new float[Math.max(1, liveCount) * dimension];
    float[] offsets = new float[liveCount];
    long[] ids = new long[liveCount];
    int count = 0;
    for (int i = 0; i < liveCount; i++) {
      if (places[live[i]] == Place.INSIDE) {
        int at = (live[i] - block.from()) * dimension;
        for (int element = 0; element < dimension; element++) {
          values[count * dimension + element] = mapped[at + element] - audience.mean[element];
        }
        offsets[count] = space.mappedScoreOffset(mapped, at);
        ids[count++] = (long) position << 32 | live[i];
      }
    }
    audience.collector.show(
        new NearestPoints.Shown(values, offsets, ids, new int[count], count), monitor);
  }

  /** Rows that are so placed, ascending. */
  int[] rows(Place place) {
    return IntStream.range(0, places.length).filter(row -> places[row] == place).toArray();
  }

  /** The vectors of the rows inside. */
  GraphVectors vectors() {
    GraphVectors.Source source =
        kept != null ? this::keeping : form.isPacked() ? this::readingBits : this::reading;
    if (squaredLengths == null) {
      return new GraphVectors(places.length, form.width(), form.distance(), source);
    }
    double longest = Arrays.stream(squaredLengths).max().orElse(0);
    return new GraphVectors(
        places.length,
        form.width() + 1,
        form.distance(),
        () -> lengthening(source.open(), squaredLengths, longest));
  }

  /** Loads vectors with one element more, by which all are equally long. */
  private GraphVectors.Loader lengthening(
      GraphVectors.Loader loader, double[] squared, double longest) {
    int dimension = space.dimension();
    return (rows, count, out) -> {
      loader.load(rows, count, out);
      for (int i = count - 1; i >= 0; i--) {
        System.arraycopy(out, i * dimension, out, i * (dimension + 1), dimension);
        out[(i + 1) * (dimension + 1) - 1] = (float) Math.sqrt(longest - squared[rows[i]]);
      }
    };
  }

  private GraphVectors.Loader keeping() {
    float[][] blocks = kept == null ? new float[0][] : kept;
    int width = form.width();
    return (rows, count, out) -> {
      for (int i = 0; i < count; i++) {
        int at = rows[i] % blockRows * width;
        System.arraycopy(blocks[rows[i] / blockRows], at, out, i * width, width);
      }
    };
  }

  private GraphVectors.Loader readingBits() {
    FragmentReader reader = fragment.open(fields);
    int dimension = space.dimension();
    return (rows, count, out) -> {
      float[] bits = new float[count * dimension];
      reader.gatherVectors(0, rows, count, bits);
      form.pack(bits, count, out);
    };
  }

  private GraphVectors.Loader reading() {
    FragmentReader reader = fragment.open(fields);
    int dimension = space.dimension();
    return (rows, count, out) -> {
      reader.gatherVectors(0, rows, count, out);
      float[] mapped = new float[dimension];
      for (int i = 0; i < count; i++) {
        space.map(out, i * dimension, mapped, 0);
        System.arraycopy(mapped, 0, out, i * dimension, dimension);
      }
    };
  }
}
