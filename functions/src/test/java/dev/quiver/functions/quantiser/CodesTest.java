package dev.quiver.functions.quantiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quantiser against exact distances and against its naive twin. */
class CodesTest {
  private static final int[] DIMENSIONS = {1, 3, 31, 32, 33, 96, 100, 384, 768};

  private static float[] gaussian(Random random, int dimension, float scale) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian() * scale;
    }
    return vector;
  }

  private static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 33, 100, 128, 200, 768, 4096})
  void rotationKeepsLengthsAndAngles(int dimension) {
    Rotation rotation = new Rotation(dimension, 7);
    Random random = new Random(dimension);
    float[] a = Arrays.copyOf(gaussian(random, dimension, 1), rotation.padded());
    float[] b = Arrays.copyOf(gaussian(random, dimension, 1), rotation.padded());
    double before = squared(a, b);
    double length = squared(a, new float[a.length]);
    rotation.apply(a);
    rotation.apply(b);
    assertThat(squared(a, b)).isCloseTo(before, within(1e-4 * before));
    assertThat(squared(a, new float[a.length])).isCloseTo(length, within(1e-4 * length));
  }

  /** One block of codes about one centre, with what is needed to scan it. */
  private record Block(
      float[][] rows, float[] centre, Rotation rotation, int[][] words, CodeTerms terms) {
    static Block random(Random random, int dimension, int count) {
      float[] centre = gaussian(random, dimension, 1);
      Rotation rotation = new Rotation(dimension, random.nextLong());
      Encoder encoder = new Encoder(rotation, dimension);
      encoder.enter(centre, 0);
      float[][] rows = new float[count][];
      int[][] words = new int[rotation.padded() / 32][count];
      CodeTerms terms = CodeTerms.of(count);
      int[] code = new int[words.length];
      for (int j = 0; j < count; j++) {
        rows[j] = gaussian(random, dimension, 0.7f);
        for (int i = 0; i < dimension; i++) {
          rows[j][i] += centre[i];
        }
        Encoder.Terms t = encoder.encode(rows[j], 0, centre, 0, code);
        terms.base()[j] = t.base();
        terms.slope()[j] = t.slope();
        terms.error()[j] = t.error();
        for (int w = 0; w < code.length; w++) {
          words[w][j] = code[w];
        }
      }
      return new Block(rows, centre, rotation, words, terms);
    }

    float[] estimates(CodeScan scan, QueryCode query, float centreDistance) {
      scan.begin(rows.length);
      int w = 0;
      for (; w + 1 < words.length; w += 2) {
        scan.add(query, w, words[w], words[w + 1], rows.length);
      }
      if (w < words.length) {
        scan.add(query, w, words[w], rows.length);
      }
      return scan.estimates(query, terms, centreDistance, rows.length);
    }
  }

  @Test
  void rotationsAreThoseOfTheirNaiveTwinToTheBit() {
    for (int dimension : new int[] {1, 33, 64, 100, 300, 768, 4_096}) {
      float[] vector = Arrays.copyOf(gaussian(new Random(4), dimension, 1), padded(dimension));
      float[] naive = naiveRotation(vector, dimension);
      new Rotation(dimension, 42).apply(vector);
      assertThat(vector).as("dimension %d", dimension).containsExactly(naive);
    }
  }

  private static int padded(int dimension) {
    return (dimension + 31) / 32 * 32;
  }

  private static float[] naiveRotation(float[] vector, int dimension) {
    float[] x = vector.clone();
    int size = Integer.highestOneBit(x.length);
    Random signs = new Random(42);
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = signs.nextBoolean() ? x[i] : -x[i];
      }
      int from = round % 2 == 0 ? 0 : x.length - size;
      for (int half = 1; half < size; half *= 2) {
        for (int i = 0; i < size; i++) {
          if ((i & half) == 0) {
            addAndSubtract(x, from + i, from + i + half, 1);
          }
        }
      }
      for (int i = from; i < from + size; i++) {
        x[i] *= (float) (1 / Math.sqrt(size));
      }
      for (int i = 0; size < x.length && i < x.length / 2; i++) {
        addAndSubtract(x, i, i + x.length / 2, (float) Math.sqrt(0.5));
      }
    }
    return x;
  }

  private static void addAndSubtract(float[] x, int i, int j, float scale) {
    float sum = (x[i] + x[j]) * scale;
    x[j] = (x[i] - x[j]) * scale;
    x[i] = sum;
  }

  @Test
  void scanEqualsItsNaiveTwin() {
    for (int dimension : DIMENSIONS) {
      Random random = new Random(dimension);
      Block block = Block.random(random, dimension, 77);
      float[] query = gaussian(random, dimension, 1);
      QueryCode code = QueryCode.of(block.rotation, query);
      float centreDistance = (float) squared(query, block.centre);
      float[] estimates = block.estimates(new CodeScan(100), code, centreDistance);
      for (int j = 0; j < 77; j++) {
        double along = 0;
        for (int i = 0; i < block.rotation.padded(); i++) {
          int multiple = 0;
          for (int p = 0; p < 4; p++) {
            int weight = p == 3 ? -8 : 1 << p;
            multiple += ((code.bits(p, i / 32) >>> (i % 32)) & 1) * weight;
          }
          boolean set = ((block.words[i / 32][j] >>> (i % 32)) & 1) != 0;
          along += (set ? 0.5 : -0.5) * multiple * code.step();
        }
        double naive =
            centreDistance + block.terms.base()[j] + (double) block.terms.slope()[j] * along;
        assertThat((double) estimates[j])
            .as("row %d of dimension %d", j, dimension)
            .isCloseTo(naive, within(1e-4 * (1 + Math.abs(naive))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(BitSums.Way.class)
  void eachWayOfCountingBitsCountsTheSame(BitSums.Way way) {
    Random random = new Random(5);
    for (int dimension : new int[] {64, 100, 320, 768, 4_096}) {
      QueryCode query = QueryCode.of(new Rotation(dimension, 3), gaussian(random, dimension, 1));
      int[][] columns = new int[query.words()][];
      Arrays.setAll(columns, word -> word % 3 == 1 ? all(77) : random.ints(77).toArray());
      BitSums sums = new BitSums(80, way);
      for (int round = 0; round < 2; round++) {
        sums.begin(1_000, 77);
        int word = 0;
        for (; word + 1 < columns.length; word += 2) {
          sums.add(query, word, columns[word], columns[word + 1], 77);
        }
        if (word < columns.length) {
          sums.add(query, word, columns[word], 77);
        }
        assertThat(Arrays.copyOf(sums.counts(77), 77)).containsExactly(counts(query, columns));
      }
    }
  }

  @Test
  void fieldsOfTenWordsHoldAllTheirBits() {
    for (int planes = 0; planes < 16; planes++) {
      int[] bits = {-(planes & 1), -(planes >> 1 & 1), -(planes >> 2 & 1), -(planes >> 3)};
      int[] low = new int[77];
      int[] high = new int[77];
      int[] counts = new int[77];
      for (int word = 0; word < 10; word++) {
        BitFields.addLow(all(77), bits[0], bits[1], low, 77);
        BitFields.addHigh(all(77), bits[2], bits[3], high, 77);
      }
      BitFields.take(low, high, 10, counts, 77);
      int multiple = planes < 8 ? planes : planes - 16;
      assertThat(counts).containsOnly(10 * 32 * multiple);
    }
  }

  private static int[] all(int vectors) {
    int[] column = new int[vectors];
    Arrays.fill(column, -1);
    return column;
  }

  private static int[] counts(QueryCode query, int[][] columns) {
    int[] counts = new int[columns[0].length];
    for (int j = 0; j < counts.length; j++) {
      counts[j] = 1_000;
      for (int word = 0; word < columns.length; word++) {
        for (int plane = 0; plane < 4; plane++) {
          int set = Integer.bitCount(columns[word][j] & query.bits(plane, word));
          counts[j] += set * (plane == 3 ? -8 : 1 << plane);
        }
      }
    }
    return counts;
  }

  @Test
  void estimatesAreUnbiasedOverRotations() {
    int dimension = 64;
    Random random = new Random(11);
    float[] centre = gaussian(random, dimension, 1);
    float[] row = gaussian(random, dimension, 1);
    float[] query = gaussian(random, dimension, 1);
    double exact = squared(row, query);
    double sum = 0;
    double squares = 0;
    int rounds = 2_000;
    for (int r = 0; r < rounds; r++) {
      Rotation rotation = new Rotation(dimension, r);
      Encoder encoder = new Encoder(rotation, dimension);
      encoder.enter(centre, 0);
      int[] words = new int[2];
      Encoder.Terms t = encoder.encode(row, 0, centre, 0, words);
      CodeTerms terms =
          new CodeTerms(new float[] {t.base()}, new float[] {t.slope()}, new float[] {t.error()});
      Block one =
          new Block(
              new float[][] {row}, centre, rotation, new int[][] {{words[0]}, {words[1]}}, terms);
      float estimate =
          one.estimates(
                  new CodeScan(1), QueryCode.of(rotation, query), (float) squared(query, centre))[
              0];
      sum += estimate;
      squares += (estimate - exact) * (estimate - exact);
    }
    double deviation = Math.sqrt(squares / rounds);
    assertThat(sum / rounds).isCloseTo(exact, within(4 * deviation / Math.sqrt(rounds)));
  }

  @Test
  void boundsHoldAsOftenAsTheirStandardErrorsSay() {
    for (int dimension : new int[] {16, 33, 100, 384}) {
      Random random = new Random(dimension);
      int below = 0;
      int tight = 0;
      int total = 0;
      for (int round = 0; round < 30; round++) {
        Block block = Block.random(random, dimension, 100);
        float[] query = gaussian(random, dimension, 1);
        QueryCode code = QueryCode.of(block.rotation, query);
        float centreDistance = (float) squared(query, block.centre);
        CodeScan scan = new CodeScan(100);
        float[] estimates = block.estimates(scan, code, centreDistance).clone();
        float[] bounds = scan.bounds(code, block.terms, centreDistance, 1.9f, 100);
        for (int j = 0; j < 100; j++) {
          double exact = squared(block.rows[j], query);
          below += bounds[j] <= exact ? 1 : 0;
          tight += Math.abs(estimates[j] - exact) <= (estimates[j] - bounds[j]) / 1.9 ? 1 : 0;
          total++;
        }
      }
      // One standard error covers 68 % of a normal error, 1.9 on one side 97 %.
      assertThat((double) below / total).as("dimension %d", dimension).isGreaterThan(0.95);
      assertThat((double) tight / total).as("dimension %d", dimension).isBetween(0.58, 0.85);
    }
  }

  @Test
  void aVectorAtItsCentreIsEstimatedExactly() {
    float[] centre = {1, 2, 3};
    Rotation rotation = new Rotation(3, 1);
    Encoder encoder = new Encoder(rotation, 3);
    encoder.enter(centre, 0);
    assertThat(encoder.encode(centre, 0, centre, 0, new int[1]))
        .isEqualTo(new Encoder.Terms(0, 0, 0));
  }
}
