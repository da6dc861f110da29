package dev.quiver.functions.cluster;

/**
 * The centres of a partition, row after row, and, where there are many, groups of neighbouring ones
 * with a centre each: group {@code g} holds centroids {@code groupStarts[g]} up to {@code
 * groupStarts[g + 1]}.
 *
 * @param groups centres of the groups; none means that there is one level only
 */
public record Centroids(Points centres, Points groups, int[] groupStarts) {
  public Centroids {
    if (centres.count() < 1 || groups.dimension() != centres.dimension()) {
      throw new IllegalArgumentException(centres.count() + " centroids");
    }
    boolean flat = groups.count() == 0 && groupStarts.length == 0;
    boolean right =
        flat
            || (groupStarts.length == groups.count() + 1
                && groupStarts[0] == 0
                && groupStarts[groups.count()] == centres.count());
    for (int i = 1; i < groupStarts.length; i++) {
      right &= groupStarts[i] >= groupStarts[i - 1];
    }
    if (!right) {
      throw new IllegalArgumentException(groups.count() + " groups that do not fit");
    }
  }

  /** Centroids in one level. */
  public static Centroids flat(Points centres) {
    return new Centroids(centres, new Points(new float[0], 0, centres.dimension()), new int[0]);
  }

  public int count() {
    return centres.count();
  }

  public int dimension() {
    return centres.dimension();
  }

  public boolean hasGroups() {
    return groups.count() > 0;
  }
}
