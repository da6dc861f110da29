package dev.quiver.storage.index;

import dev.quiver.storage.posting.Postings;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Tells how many rows of a list may be found: exactly where that is remembered ({@link
 * ListMatches}), else about, from some of them, and where there are hardly any to be come upon from
 * their share among all. For one thread.
 */
final class SampledMatches implements ListReach.Lists {
  /** Rows of a list that are asked; and where few may be found. */
  private static final int ASKED = 32;

  private static final int ASKED_FOR_FEW = 128;
  private static final double FEW = 0.1;

  /** All lists together count as much as so many rows asked, or as many as one may be found of. */
  private static final double COMMON = 4;

  private final List<FragmentRows> rows;
  private final Postings[] postings;
  private final double total;
  private final double share;
  private final double scale;
  private final boolean remembered;

  /**
   * @param measured rows that the index was measured on
   */
  SampledMatches(List<FragmentRows> rows, Postings[] postings, double measured) {
    this.rows = rows;
    this.postings = postings;
    this.total = rows.stream().mapToDouble(FragmentRows::matches).sum();
    double physical = rows.stream().mapToDouble(source -> source.reader().physicalRows()).sum();
    this.share = total / Math.max(1, physical);
    this.scale = Math.max(1, measured / Math.max(1, physical));
    this.remembered = areRemembered(rows, postings);
  }

  private static boolean areRemembered(List<FragmentRows> rows, Postings[] postings) {
    for (int i = 0; i < postings.length; i++) {
      if (rows.get(i).counts() == null || !ListMatches.isWorthIt(postings[i])) {
        return false;
      }
    }
    return true;
  }

  /** How many rows may be found in all lists. */
  double total() {
    return total;
  }

  @Override
  public int size(int list) {
    int size = 0;
    for (Postings lists : postings) {
      size += lists.count(list);
    }
    return size;
  }

  @Override
  public double share() {
    return share;
  }

  @Override
  public double scale() {
    return scale;
  }

  @Override
  public double matches(int list, int size) {
    if (share >= 1) {
      return size;
    }
    return remembered ? counted(list) : estimated(list, size);
  }

  @Override
  public boolean areCounted() {
    return remembered;
  }

  private double counted(int list) {
    int count = 0;
    for (int i = 0; i < postings.length; i++) {
      FragmentRows source = rows.get(i);
      count += Objects.requireNonNull(source.counts()).of(source, postings[i], list);
    }
    return count;
  }

  private double estimated(int list, int size) {
    int step = Math.max(1, size / (share < FEW ? ASKED_FOR_FEW : ASKED));
    int asked = 0;
    int found = 0;
    int at = 0;
    for (int i = 0; i < postings.length; i++) {
      FragmentRows source = rows.get(i);
      for (int chunk = 0; chunk < postings[i].chunks(list); chunk++) {
        int count = postings[i].size(list, chunk);
        if (at < count) {
          IntBuffer ids = postings[i].chunk(list, chunk).asIntBuffer();
          for (; at < count; at += step) {
            asked++;
            found += source.has(ids.get(at)) ? 1 : 0;
          }
        }
        at -= count;
      }
    }
    double common = Math.max(COMMON, 1 / Math.max(1e-9, share));
    return size * (found + common * share) / (asked + common);
  }
}
