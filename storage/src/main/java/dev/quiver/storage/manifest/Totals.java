package dev.quiver.storage.manifest;

import java.util.Collection;

/**
 * What a list of fragments adds up to.
 *
 * @param rows not deleted
 * @param bytes of data files
 */
public record Totals(long rows, int fragments, long bytes) {
  public static final Totals NONE = new Totals(0, 0, 0);

  public static Totals of(Collection<FragmentEntry> entries) {
    long rows = 0;
    long bytes = 0;
    for (FragmentEntry entry : entries) {
      rows += entry.liveRows();
      bytes += entry.fragment().length();
    }
    return new Totals(rows, entries.size(), bytes);
  }

  public Totals plus(Totals other) {
    return new Totals(rows + other.rows, fragments + other.fragments, bytes + other.bytes);
  }

  public Totals minus(Totals other) {
    return new Totals(rows - other.rows, fragments - other.fragments, bytes - other.bytes);
  }
}
