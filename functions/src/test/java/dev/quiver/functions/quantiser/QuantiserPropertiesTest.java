package dev.quiver.functions.quantiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Points;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** What is promised of estimates, for vectors of any dimension, however skewed they are. */
class QuantiserPropertiesTest {
  private static final int ROWS = 200;
  private static final int VECTORS = 120;

  /** How the elements of a vector about its centre are spread. */
  enum Spread {
    EVEN,
    /** One element in twenty is not zero. */
    SPARSE,
    /** Some are a hundred times the others. */
    HEAVY,
    /** Each half as large as the one before. */
    FADING,
    /** All alike. */
    EQUAL;

    float[] vector(Random random, int dimension) {
      float[] vector = new float[dimension];
      float same = (float) random.nextGaussian();
      for (int i = 0; i < dimension; i++) {
        float normal = (float) random.nextGaussian();
        vector[i] =
            switch (this) {
              case EVEN -> normal;
              case SPARSE -> random.nextInt(20) == 0 ? normal : 0;
              case HEAVY -> random.nextInt(30) == 0 ? 100 * normal : normal;
              case FADING -> (float) (normal * Math.pow(0.5, Math.min(i, 40)));
              case EQUAL -> same;
            };
      }
      return vector;
    }
  }

  private static float[] sum(float[] a, float[] b) {
    float[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return sum;
  }

  /**
   * Over rotations, an estimate by one bit per element is right in the mean, and the distance is as
   * seldom below the bound as errors of a normal distribution are below −1.9 standard errors.
   */
  @Property(tries = 40)
  void estimatesByBitsAreUnbiasedAndWithinTheirBounds(
      @ForAll @IntRange(min = 1, max = 1_100) int dimension,
      @ForAll Spread spread,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] centre = Spread.EVEN.vector(random, dimension);
    double errors = 0;
    double tight = 0;
    int below = 0;
    for (int i = 0; i < ROWS; i++) {
      float[] row = sum(centre, spread.vector(random, dimension));
      float[] query = sum(centre, Spread.EVEN.vector(random, dimension));
      Rotation rotation = new Rotation(dimension, random.nextLong());
      OneCode code = new OneCode(rotation, row, centre);
      double exact = squared(row, query);
      double estimate = code.estimate(query);
      double error = estimate - code.bound(query, 1) + 1e-5 * (1 + exact);
      errors += (estimate - exact) / error;
      tight += Math.abs(estimate - exact) <= error ? 1 : 0;
      below += code.bound(query, 1.9f) <= exact + 1e-5 * (1 + exact) ? 1 : 0;
    }
    // Six standard errors of these means: 0.07, 0.033 and 0.012.
    assertThat(errors / ROWS).as("mean error in standard errors").isBetween(-0.42, 0.42);
    assertThat(tight / ROWS).as("within a standard error").isGreaterThan(0.5);
    assertThat((double) below / ROWS).as("not below the bound").isGreaterThan(0.9);
  }

  /** A block of one code. */
  private static final class OneCode {
    private final Rotation rotation;
    private final float[] centre;
    private final int[] words;
    private final CodeTerms terms;
    private final CodeScan scan = new CodeScan(1);

    OneCode(Rotation rotation, float[] row, float[] centre) {
      this.rotation = rotation;
      this.centre = centre;
      this.words = new int[rotation.padded() / 32];
      Encoder encoder = new Encoder(rotation, row.length);
      encoder.enter(centre, 0);
      Encoder.Terms own = encoder.encode(row, 0, centre, 0, words);
      this.terms = terms(own);
    }

    private QueryCode scanned(float[] query) {
      QueryCode code = QueryCode.of(rotation, query);
      scan.begin(1);
      for (int w = 0; w < words.length; w++) {
        scan.add(code, w, new int[] {words[w]}, 1);
      }
      return code;
    }

    double estimate(float[] query) {
      QueryCode code = scanned(query);
      return scan.estimates(code, terms, (float) squared(query, centre), 1)[0];
    }

    double bound(float[] query, float certainty) {
      QueryCode code = scanned(query);
      return scan.bounds(code, terms, (float) squared(query, centre), certainty, 1)[0];
    }
  }

  private static CodeTerms terms(Encoder.Terms own) {
    return new CodeTerms(
        new float[] {own.base()}, new float[] {own.slope()}, new float[] {own.error()});
  }

  /**
   * A code decodes to c + ky. What a scan computes from its table is the distance to that, of which
   * the part |ky|² is put right to |r|², which is known.
   */
  @Property(tries = 60)
  void estimatesByWordsAreDistancesToTheDecodedVectors(
      @ForAll @IntRange(min = 1, max = 96) int dimension,
      @ForAll @IntRange(min = 1, max = 96) int parts,
      @ForAll boolean small,
      @ForAll Spread spread,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] centre = Spread.EVEN.vector(random, dimension);
    float[] residuals = new float[VECTORS * dimension];
    for (int v = 0; v < VECTORS; v++) {
      System.arraycopy(spread.vector(random, dimension), 0, residuals, v * dimension, dimension);
    }
    Codebook book =
        Codebook.train(
            new Points(residuals, VECTORS, dimension),
            Math.min(parts, dimension),
            small ? 4 : 8,
            seed,
            Monitor.NONE);
    ProductEncoder encoder = new ProductEncoder(book);
    float[] query = sum(centre, Spread.EVEN.vector(random, dimension));
    ProductScan scan = new ProductScan(book, query, 1);
    for (int v = 0; v < VECTORS; v++) {
      float[] row = sum(centre, Arrays.copyOfRange(residuals, v * dimension, (v + 1) * dimension));
      int[] code = new int[book.codeWords()];
      Encoder.Terms own = encoder.encode(row, centre, 0, code);
      float[] decoded = decoded(book, code);
      double scale = -own.slope() / 2.0;
      for (int i = 0; i < dimension; i++) {
        decoded[i] = (float) (centre[i] + scale * decoded[i]);
      }
      scan.begin(1);
      for (int w = 0; w < code.length; w++) {
        scan.add(w, new int[] {code[w]}, 1);
      }
      float centreDistance = (float) squared(query, centre);
      double estimate = scan.bounds(terms(own), centreDistance, 0, 1)[0];
      double expected = squared(query, decoded) - squared(decoded, centre) + squared(row, centre);
      double size = squared(query, decoded) + squared(decoded, centre) + product(query, query);
      Offset<Double> rounding = within(1e-4 * (1 + size));
      assertThat(estimate).as("row %d", v).isCloseTo(expected, rounding);
    }
  }

  private static float[] decoded(Codebook book, int[] code) {
    float[] vector = new float[book.dimension()];
    for (int part = 0; part < book.parts(); part++) {
      int shift = part % book.partsPerWord() * book.bits();
      int number = code[part / book.partsPerWord()] >>> shift & (1 << book.bits()) - 1;
      int from = book.start(part);
      System.arraycopy(
          book.words(), book.word(part, number), vector, from, book.start(part + 1) - from);
    }
    return vector;
  }
}
