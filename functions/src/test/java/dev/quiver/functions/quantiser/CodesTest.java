package dev.quiver.functions.quantiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void bitsInPairsOfWordsSumToTheSame() {
    Random random = new Random(5);
    for (int dimension : new int[] {64, 100, 768}) {
      QueryCode query = QueryCode.of(new Rotation(dimension, 3), gaussian(random, dimension, 1));
      for (int word = 0; word + 1 < query.words(); word += 2) {
        int[] column = random.ints(77).toArray();
        int[] next = random.ints(77).toArray();
        int[] single = new int[77];
        int[] paired = new int[77];
        BitSums.addWords(query, word, column, single, 77);
        BitSums.addWords(query, word + 1, next, single, 77);
        BitSums.addPairs(query, word, column, next, paired, 77);
        assertThat(paired).containsExactly(single);
      }
    }
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
