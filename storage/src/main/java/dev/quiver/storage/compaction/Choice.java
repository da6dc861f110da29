package dev.quiver.storage.compaction;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.manifest.FragmentEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which fragments to merge: always neighbours, so that rows keep their order.
 *
 * <p>In tiers: a fragment of 8^n to 8^(n+1) rows is of tier n, and a run of at least {@value
 * #FAN_IN} neighbours of tier n or below is merged once it has twice the rows of its largest
 * fragment. So each time a row is rewritten its fragment at least doubles, and n rows cost O(n log
 * n); fewer than {@value #FAN_IN} of each tier stay between larger ones.
 *
 * <p>A fragment of which a quarter is deleted is rewritten alone. One of half the limit of rows or
 * bytes is otherwise left as it is.
 */
public record Choice(int maxRows, long maxBytes) {
  static final int FAN_IN = 8;
  private static final int TIER_BITS = 3;
  private static final int MAX_SOURCES = 4_096;

  /** The limits of fragments that compaction makes. */
  public static final Choice DEFAULT = new Choice(Fragment.MAX_ROWS, 1L << 30);

  /** What to merge next, if there is something that pays. */
  public Optional<List<FragmentEntry>> next(List<FragmentEntry> fragments) {
    for (int tier = 0; tier <= tierOf(maxRows); tier++) {
      for (List<FragmentEntry> run : runs(fragments, tier)) {
        List<FragmentEntry> sources = prefix(run);
        if (sources.size() >= FAN_IN && doubles(sources)) {
          return Optional.of(sources);
        }
      }
    }
    return fragments.stream().filter(this::isHollow).findFirst().map(List::of);
  }

  /** Everything that makes the fragments fewer or drops a deleted row, in parts to be merged. */
  public List<List<FragmentEntry>> all(List<FragmentEntry> fragments) {
    List<List<FragmentEntry>> parts = new ArrayList<>();
    for (int at = 0; at < fragments.size(); ) {
      List<FragmentEntry> part = prefix(fragments.subList(at, fragments.size()));
      if (part.size() > 1 || part.get(0).deletedRows() > 0) {
        parts.add(part);
      }
      at += part.size();
    }
    return parts;
  }

  private List<List<FragmentEntry>> runs(List<FragmentEntry> fragments, int tier) {
    List<List<FragmentEntry>> runs = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= fragments.size(); i++) {
      if (i == fragments.size() || isLarge(fragments.get(i)) || tier(fragments.get(i)) > tier) {
        if (i - from >= FAN_IN) {
          runs.add(fragments.subList(from, i));
        }
        from = i + 1;
      }
    }
    return runs;
  }

  /** As many fragments as make one, at least the first. */
  private List<FragmentEntry> prefix(List<FragmentEntry> run) {
    long rows = 0;
    long bytes = 0;
    int count = 0;
    while (count < Math.min(run.size(), MAX_SOURCES)) {
      rows += run.get(count).liveRows();
      bytes += liveBytes(run.get(count));
      if (count > 0 && (rows > maxRows || bytes > maxBytes)) {
        break;
      }
      count++;
    }
    return List.copyOf(run.subList(0, count));
  }

  private static boolean doubles(List<FragmentEntry> sources) {
    long sum = 0;
    long max = 0;
    for (FragmentEntry source : sources) {
      sum += source.liveRows();
      max = Math.max(max, source.liveRows());
    }
    return sum >= 2 * max;
  }

  private boolean isLarge(FragmentEntry entry) {
    return entry.liveRows() >= maxRows / 2 || liveBytes(entry) >= maxBytes / 2;
  }

  private boolean isHollow(FragmentEntry entry) {
    int rows = entry.fragment().rows();
    return rows >= 1 << (2 * TIER_BITS) && entry.deletedRows() >= rows / 4;
  }

  private static int tier(FragmentEntry entry) {
    return tierOf(entry.liveRows());
  }

  private static int tierOf(int rows) {
    return (31 - Integer.numberOfLeadingZeros(rows)) / TIER_BITS;
  }

  private static long liveBytes(FragmentEntry entry) {
    return entry.fragment().length() / entry.fragment().rows() * entry.liveRows();
  }
}
