package dev.quiver.storage.index;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.quantiser.MetricSpace;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.HitRates;
import dev.quiver.storage.posting.Postings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One search through the posting lists of an index, list by list from the nearest centroid on, all
 * fragments of a list together.
 *
 * <p>It ends when it has looked at as many lists as usual searches have to, and is one ({@link
 * dev.quiver.storage.posting.ListCounts}); or when it may expect to miss no more of the nearest
 * rows than the effort says ({@link ListReach}), or has looked at as many lists with rows that may
 * be found; in any case not until the threshold is finite or no list is left: where k rows are
 * wanted and k may be found, k are found. Where all rows within a bound are wanted, it looks at all
 * lists of which enough rows are expected to be near enough. Rows without a distance are not its
 * business. For one thread.
 */
public final class IndexSearch implements IndexWork {
  /** Where fewer of a list's rows may be found, comparing them is cheaper than the codes. */
  public static final double SPARSE = 0.04;

  /** So many lists in a row that are not worth it, or without a row that may be found, end it. */
  private static final int PATIENCE = 64;

  /**
   * Where no more than so many rows may be found for each one wanted, all lists are looked at: most
   * of them would have to be anyway, and what was measured of the nearest rows says little of such.
   */
  private static final int FEW_FOR_ONE = 4;

  /**
   * Where so large a part of the rows measured may be found, a search for some of them is as one
   * for more of all of them; of fewer, too few are seen to tell that they lie as all do.
   */
  private static final double ENOUGH_OF_ALL = 0.04;

  /** Standard errors given to estimates at least where conditions leave out what is near. */
  private static final float SURE = 2.5f;

  /** After so many lists, a part as large as this of those looked at is looked at unasked. */
  private static final int STRIDE = 12;

  private final Generation generation;
  private final Metric metric;
  private final float[] query;
  private final double squaredQueryLength;
  private final SearchEffort effort;
  private final Found found;
  private final ExactRows exact;
  private final Runnable check;
  private final float[] mapped;
  private final @Nullable EstimatedRows estimated;
  private int listsProbed;
  private int usualLists;
  private double usualWanted;
  private int nextAsked;
  private long codesScanned;
  private long comparedByOthers;

  /**
   * What a search asks.
   *
   * @param estimated how many rows, the nearest by their estimates, are compared exactly; 0 for all
   *     that the bound on the error does not rule out
   */
  public record Question(float[] query, Metric metric, SearchEffort effort, int estimated) {
    /** Asks for all that the bound on the error does not rule out. */
    public Question(float[] query, Metric metric, SearchEffort effort) {
      this(query, metric, effort, 0);
    }

    /** The same with another effort. */
    Question with(SearchEffort other) {
      return new Question(query, metric, other, estimated);
    }
  }

  private IndexSearch(Generation generation, Question question, Found found, Runnable check) {
    this.generation = generation;
    this.metric = question.metric;
    this.query = question.query;
    this.squaredQueryLength = generation.space().squaredLength(query, 0);
    this.effort = question.effort;
    this.found = found;
    this.exact = new ExactRows(metric, query, this.found);
    this.check = check;
    this.mapped = new float[query.length];
    boolean limited = question.estimated > 0 && found.wanted() > 0;
    this.estimated = limited ? new EstimatedRows(question.estimated) : null;
  }

  /**
   * Whether a search for this vector can go through an index: estimates must be possible for it.
   */
  public static boolean canSearch(VectorIndex index, float[] query) {
    MetricSpace space = index.model().space();
    return space.map(query, 0, new float[query.length], 0) == MetricSpace.Place.INSIDE;
  }

  /**
   * Runs a search over fragments that the index covers: first those with lists of the last
   * generation, then those with lists of others, where it tries as hard as to find as much.
   */
  public static IndexSearch run(
      VectorIndex index, Question question, List<FragmentRows> rows, Found found, Runnable check) {
    Generation last = index.generation();
    Map<Generation, List<FragmentRows>> groups = new LinkedHashMap<>();
    groups.put(last, new ArrayList<>());
    for (FragmentRows source : rows) {
      groups
          .computeIfAbsent(index.generation(source.fragment()), g -> new ArrayList<>())
          .add(source);
    }
    IndexSearch search = new IndexSearch(last, question, found, check);
    groups.forEach(
        (generation, group) -> {
          if (generation == last) {
            search.run(group, postings(index, group));
          } else {
            Question own =
                new Question(
                    question.query,
                    question.metric,
                    question.effort.translated(generation),
                    question.estimated);
            IndexSearch other = new IndexSearch(generation, own, found, check);
            other.run(group, postings(index, group));
            search.add(other);
          }
        });
    return search;
  }

  private static Postings[] postings(VectorIndex index, List<FragmentRows> rows) {
    Postings[] postings = new Postings[rows.size()];
    for (int i = 0; i < postings.length; i++) {
      postings[i] =
          Objects.requireNonNull(index.postings(rows.get(i).fragment()), "fragment not indexed");
    }
    return postings;
  }

  private void add(IndexSearch other) {
    listsProbed += other.listsProbed;
    codesScanned += other.codesScanned;
    comparedByOthers += other.compared();
  }

  @Override
  public long listsProbed() {
    return listsProbed;
  }

  @Override
  public long codesScanned() {
    return codesScanned;
  }

  @Override
  public long compared() {
    return exact.compared() + comparedByOthers;
  }

  private void run(List<FragmentRows> rows, Postings[] postings) {
    MetricSpace space = generation.space();
    if (space.map(query, 0, mapped, 0) != MetricSpace.Place.INSIDE) {
      rows.forEach(source -> exact.compareAll(source, check));
      return;
    }
    compareOutside(rows, postings);
    float[] distances = new float[generation.lists()];
    generation.centroidTable().distances(mapped, distances);
    ListOrder order = new ListOrder(ListReach.keys(generation, distances), distances.length);
    SampledMatches sampled = new SampledMatches(rows, postings, generation.trainedRows());
    ListReach reach = new ListReach(generation, distances, order, sampled);
    try (ListScan scan = listScan(hasCodes(postings) ? estimated : null, certainty(reach))) {
      scan(scan, rows, postings, sampled, reach, distances);
      codesScanned = scan.codesScanned();
    }
    if (estimated != null) {
      estimated.compare(exact);
    }
  }

  private static boolean hasCodes(Postings[] postings) {
    return postings.length > 0 && postings[0].words() > 0;
  }

  /** The rows nearest of those farther off are about equally far: any of them may be ruled out. */
  private float certainty(ListReach reach) {
    boolean more = effort.missed() != null && found.wanted() > 0 && reach.leavesOutWhatIsNear();
    return more ? Math.max(SURE, effort.certainty()) : effort.certainty();
  }

  private ListScan listScan(@Nullable EstimatedRows collected, float certainty) {
    return collected == null
        ? new ListScan(generation, mapped, certainty, this::threshold, exact)
        : new ListScan(generation, mapped, collected, exact);
  }

  private void scan(
      ListScan scan,
      List<FragmentRows> rows,
      Postings[] postings,
      SampledMatches matches,
      ListReach reach,
      float[] distances) {
    boolean few = matches.total() <= (double) FEW_FOR_ONE * found.wanted();
    double share = matches.share();
    // Of a part of the rows that were measured, the nearest are as far as more of all.
    usualWanted = found.wanted() * matches.scale() / Math.max(1e-9, share);
    usualLists = few ? 0 : usualLists(usualWanted);
    nextAsked = usualLists;
    int skipped = 0;
    int place = 0;
    for (int list = reach.list(0); list >= 0; list = reach.list(++place)) {
      if (isFull() && isEnough(reach, place, skipped, few)) {
        break;
      }
      if (found.wanted() == 0 && !isWorthIt(list, reach.size(place) * share, distances[list])) {
        skipped++;
        continue;
      }
      check.run();
      int counts = 0;
      boolean counted = true;
      for (int i = 0; i < postings.length && !reach.hasNone(place); i++) {
        counts += scan.scan(rows.get(i), postings[i], list, distances[list], reach.shareOf(place));
        counted &= scan.hasCounted();
      }
      if (counted) {
        reach.counted(place, counts);
      }
      listsProbed += counts > 0 ? 1 : 0;
      skipped = counts > 0 || found.wanted() == 0 ? 0 : skipped + 1;
    }
  }

  /**
   * How many lists are looked at if the query proves to be a usual one; 0 if that is not told.
   *
   * @param wanted of as many rows as were measured
   */
  private int usualLists(double wanted) {
    SearchEffort.Counted counts = effort.counted();
    boolean part = found.wanted() < wanted * ENOUGH_OF_ALL;
    return counts == null || estimated != null || part ? 0 : counts.lists(wanted);
  }

  /** After so many lists, when it is asked the next time whether they are enough. */
  static int next(int probed) {
    return probed + 1 + probed / STRIDE;
  }

  private boolean isEnough(ListReach reach, int place, int skipped, boolean few) {
    if (found.wanted() == 0) {
      return skipped >= PATIENCE;
    }
    HitRates.Missed missed = effort.missed();
    if (missed == null || (estimated != null && estimated.isFull())) {
      return listsProbed >= effort.probes() || skipped >= PATIENCE;
    }
    if (few || place < nextAsked) {
      return false;
    }
    if (usualLists > 0 && place == usualLists && isUsual(reach, place)) {
      return true;
    }
    nextAsked = next(place);
    return reach.isEnough(place, threshold(), found.wanted(), missed);
  }

  private boolean isUsual(ListReach reach, int place) {
    SearchEffort.Counted counts = Objects.requireNonNull(effort.counted());
    return reach.isUsual(place, threshold(), usualWanted, counts.counts());
  }

  /** Whether as many rows as wanted were found. */
  private boolean isFull() {
    return found.threshold() < Double.POSITIVE_INFINITY || estimated != null && estimated.isFull();
  }

  /** Rows that no estimate is possible for. */
  private void compareOutside(List<FragmentRows> rows, Postings[] postings) {
    for (int i = 0; i < postings.length; i++) {
      for (int row : postings[i].outside()) {
        if (rows.get(i).has(row) && exact.add(row)) {
          exact.flush(rows.get(i));
        }
      }
      exact.flush(rows.get(i));
    }
  }

  private float threshold() {
    double distance = found.threshold();
    boolean squared = metric == Metric.L2_SQUARED && distance > 0;
    return generation.space().score(squared ? Math.sqrt(distance) : distance, squaredQueryLength);
  }

  /** Whether a list may have rows within the bound. */
  private boolean isWorthIt(int list, double matches, float centreDistance) {
    float score = threshold();
    if (listsProbed < effort.probes() || score == Float.POSITIVE_INFINITY) {
      return true;
    }
    if (effort.leastHits() == Double.POSITIVE_INFINITY) {
      return false;
    }
    double mean = ListReach.mean(generation, list, centreDistance);
    double deviation = ListReach.deviation(generation, list, centreDistance);
    return matches * generation.hitRates().at((score - mean) / deviation) >= effort.leastHits();
  }
}
