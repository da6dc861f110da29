package dev.quiver.storage.index;

import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.storage.graph.GraphFile;
import dev.quiver.storage.graph.GraphWalk;
import dev.quiver.storage.posting.IndexModel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One search through the graphs of an index, fragment by fragment. All distances are exact. Where k
 * rows are wanted and k may be found, k are found. Rows without a distance are not its business.
 * For one thread.
 */
final class GraphSearch implements IndexWork {
  private static final int LEAST_CANDIDATES = Calibration.NEIGHBOURS + 2;

  private long compared;
  private long walked;

  private GraphSearch() {}

  static GraphSearch run(
      VectorIndex index,
      IndexSearch.Question question,
      List<FragmentRows> rows,
      Found found,
      Runnable check) {
    GraphSearch search = new GraphSearch();
    IndexModel last = index.model();
    boolean inside =
        last.space().map(question.query(), 0, new float[question.query().length], 0)
            == MetricSpace.Place.INSIDE;
    for (FragmentRows source : rows) {
      if (inside) {
        IndexModel own = index.model(source.fragment());
        IndexSearch.Question here =
            own == last ? question : question.with(translated(question, own, found));
        search.walk(
            Objects.requireNonNull(index.graph(source.fragment()), "fragment not indexed"),
            new Source(source, here, found),
            candidates(here.effort(), found.wanted()),
            check);
      } else {
        search.compareAll(source, question, found, check);
      }
    }
    return search;
  }

  private static SearchEffort translated(
      IndexSearch.Question question, IndexModel to, Found found) {
    return question.effort().translated(to, found.wanted());
  }

  /** How many candidates a walk keeps; with a reach, only so many that it gets anywhere. */
  private static int candidates(SearchEffort effort, int wanted) {
    return effort.hasReach() ? Math.max(LEAST_CANDIDATES, wanted + 2) : effort.probes();
  }

  private void walk(GraphFile graph, Source source, int candidates, Runnable check) {
    GraphWalk walk = new GraphWalk(graph, source, candidates, check);
    walk.run();
    compared += walk.computed();
    walked += walk.walked();
  }

  private void compareAll(
      FragmentRows source, IndexSearch.Question question, Found found, Runnable check) {
    ExactRows exact = new ExactRows(question.metric(), question.query(), found);
    exact.compareAll(source, check);
    compared += exact.compared();
  }

  @Override
  public long listsProbed() {
    return 0;
  }

  @Override
  public long codesScanned() {
    return 0;
  }

  @Override
  public long compared() {
    return compared;
  }

  @Override
  public long walked() {
    return walked;
  }

  /** A fragment's rows as one walk sees them. */
  private static final class Source implements GraphWalk.Rows {
    private final FragmentRows rows;
    private final RowDistances kernel;
    private final Found found;
    private final @Nullable WalkReach reach;
    private double limitFrom = Double.NaN;
    private double limit;

    Source(FragmentRows rows, IndexSearch.Question question, Found found) {
      this.rows = rows;
      float by = question.effort().certainty();
      this.reach = question.effort().hasReach() ? new WalkReach(question.metric(), by) : null;
      this.kernel = RowDistances.of(question.metric(), question.query(), 32);
      this.found = found;
    }

    @Override
    public int matches() {
      return rows.matches();
    }

    @Override
    public boolean has(int row) {
      return rows.has(row);
    }

    @Override
    public void distances(int[] some, int count, double[] out) {
      boolean[] nulls = kernel.compute(rows.reader(), rows.column(), some, count, out);
      for (int i = 0; nulls != null && i < count; i++) {
        out[i] = nulls[i] ? Double.NaN : out[i];
      }
    }

    @Override
    public void offer(int row, double distance) {
      found.offer(distance, rows.fragment(), row);
    }

    /** The reach was measured for ten rows: where fewer are wanted, it begins at the candidates. */
    @Override
    public double limit(double farthest) {
      double now = found.threshold();
      if (reach == null) {
        return now;
      }
      double from = found.wanted() < Calibration.NEIGHBOURS ? Math.max(now, farthest) : now;
      if (from != limitFrom) {
        limitFrom = from;
        limit = reach.limit(from);
      }
      return limit;
    }
  }
}
