package dev.quiver.storage.posting;

import java.util.List;

/**
 * How many of the nearest lists have to be looked at whatever is found in them, as measured on rows
 * of the table, where that costs less than ending when little more is to be expected ({@link
 * HitRates}): so where rows lie much alike about all queries.
 *
 * <p>It holds for queries about which not more is within reach than about most of those measured,
 * and without conditions that keep few rows near the query.
 *
 * @param usual how many rows the rates say are within reach of as many as {@link
 *     HitRates#NEIGHBOURS}, for nearly all queries measured; ascending
 * @param lists for each entry of the curve
 */
public record ListCounts(float[] usual, List<Lists> lists) {
  /** Lists of a search for few, more and many rows; 0 where searches end by what they expect. */
  public record Lists(int few, int more, int many) {
    public Lists {
      if (few < 0 || more < 0 || many < 0) {
        throw new IllegalArgumentException("lists " + few + ", " + more + ", " + many);
      }
    }
  }

  public ListCounts {
    lists = List.copyOf(lists);
    boolean right = usual.length == HitRates.NEIGHBOURS.length;
    for (int i = 0; right && i < usual.length; i++) {
      right = usual[i] >= (i == 0 ? 0 : usual[i - 1]);
    }
    if (!right) {
      throw new IllegalArgumentException("what is usual does not ascend");
    }
  }

  /**
   * The lists to look at for so many rows, by an entry of the curve; 0 where that was not measured,
   * or costs more.
   */
  public int lists(int entry, double wanted) {
    Lists of = lists.get(entry);
    int[] ranks = HitRates.NEIGHBOURS;
    int least = wanted <= ranks[1] ? of.few : of.more;
    int most = wanted <= ranks[0] ? of.few : wanted <= ranks[1] ? of.more : of.many;
    if (least == 0 || most == 0 || wanted > ranks[2]) {
      return 0;
    }
    float[] counts = {of.few, of.more, of.many};
    return (int) Math.ceil(HitRates.between(wanted, ranks[0], ranks[1], ranks[2], counts));
  }

  /** Whether so many rows within reach of so many wanted are no more than usual. */
  public boolean isUsual(double wanted, double within) {
    int[] ranks = HitRates.NEIGHBOURS;
    return within <= HitRates.between(wanted, ranks[0], ranks[1], ranks[2], usual);
  }
}
