package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What a search has to give, from the distances of all rows: whatever its effort, only rows that
 * may be found, each once, at its exact distance, the nearest first, and as many as are wanted
 * where there are so many. Of equally far rows any will do.
 */
final class RightAnswer {
  private final double[][] distances;
  private final long[][] matching;
  private final int wanted;
  private final double bound;
  private final double[] nearest;

  /**
   * @param distances of each row of each fragment; NaN for one without
   * @param matching a bit for each row of each fragment, set if it may be found
   * @param bound the largest distance that is wanted
   */
  RightAnswer(double[][] distances, long[][] matching, int wanted, double bound) {
    this.distances = distances;
    this.matching = matching;
    this.wanted = wanted;
    this.bound = bound;
    double[] all = new double[Arrays.stream(distances).mapToInt(own -> own.length).sum()];
    int count = 0;
    for (int f = 0; f < distances.length; f++) {
      for (int row = 0; row < distances[f].length; row++) {
        if (has(f, row)) {
          all[count++] = distances[f][row];
        }
      }
    }
    Arrays.sort(all, 0, count);
    this.nearest = Arrays.copyOf(all, Math.min(wanted, count));
  }

  private boolean has(int fragment, int row) {
    return (matching[fragment][row >>> 6] >>> row & 1) != 0 && distances[fragment][row] <= bound;
  }

  /** How many rows there are to find. */
  int size() {
    return nearest.length;
  }

  /**
   * Fails if an answer is wrong.
   *
   * @param complete whether it must be the right one; otherwise others as far from the query as may
   *     be will do, and within a bound fewer
   * @return the share of the right answer that it has
   */
  double check(AnswerRows found, boolean complete) {
    Set<Long> once = new HashSet<>();
    for (int i = 0; i < found.size(); i++) {
      int fragment = found.fragment(i);
      int row = found.row(i);
      if (!has(fragment, row)) {
        throw new AssertionError("row %d of %d may not be found".formatted(row, fragment));
      }
      if (!once.add((long) fragment << 32 | row)) {
        throw new AssertionError("row %d of %d was found twice".formatted(row, fragment));
      }
      double distance = found.distance(i);
      if (distance != distances[fragment][row]) {
        throw new AssertionError(
            "row %d of %d is at %s, not %s"
                .formatted(row, fragment, distances[fragment][row], distance));
      }
      if (i > 0 && found.distance(i - 1) > distance) {
        throw new AssertionError("%s is before %s".formatted(found.distance(i - 1), distance));
      }
    }
    if (complete || bound == Double.POSITIVE_INFINITY) {
      assertThat(found.size()).as("rows found").isEqualTo(nearest.length);
    } else {
      assertThat(found.size()).as("rows found").isLessThanOrEqualTo(wanted);
    }
    int right = 0;
    for (int i = 0; i < found.size(); i++) {
      right += found.distance(i) <= nearest[nearest.length - 1] ? 1 : 0;
    }
    if (complete) {
      assertThat(right).as("rows found that are among the nearest").isEqualTo(nearest.length);
    }
    return nearest.length == 0 ? 1 : Math.min(1, (double) right / nearest.length);
  }
}
