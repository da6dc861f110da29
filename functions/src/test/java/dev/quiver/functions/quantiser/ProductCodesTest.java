package dev.quiver.functions.quantiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quiver.functions.cluster.Monitor;
import dev.quiver.functions.cluster.Points;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances by product codes against their decoding, and against the exact distance. */
class ProductCodesTest {
  private static final int VECTORS = 2_000;

  private static float[] gaussian(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double squared(float[] a, int aFrom, float[] b, int dimension) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += ((double) a[aFrom + i] - b[i]) * ((double) a[aFrom + i] - b[i]);
    }
    return sum;
  }

  /** What a code stands for. */
  private static float[] decoded(Codebook book, int[] code) {
    float[] vector = new float[book.dimension()];
    for (int part = 0; part < book.parts(); part++) {
      int perWord = 32 / book.bits();
      int number = code[part / perWord] >>> part % perWord * book.bits() & (1 << book.bits()) - 1;
      int from = book.start(part);
      int length = book.start(part + 1) - from;
      System.arraycopy(book.words(), book.word(part, number), vector, from, length);
    }
    return vector;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 8", "7, 3, 8", "16, 16, 4", "40, 9, 4", "40, 10, 8", "100, 25, 8"})
  void estimatesAreThoseOfTheDecodedVectorsAndHardlyAboveTheTruth(
      int dimension, int parts, int bits) {
    Random random = new Random(dimension);
    float[] rows = gaussian(random, VECTORS * dimension);
    float[] centre = gaussian(random, dimension);
    float[] query = gaussian(random, dimension);
    float[] residuals = rows.clone();
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] -= centre[i % dimension];
    }
    Codebook book =
        Codebook.train(new Points(residuals, VECTORS, dimension), parts, bits, 1, Monitor.NONE);
    ProductEncoder encoder = new ProductEncoder(book);
    ProductScan scan = new ProductScan(book, query, VECTORS);
    int[][] columns = new int[book.codeWords()][VECTORS];
    CodeTerms terms = CodeTerms.of(VECTORS);
    double[] expected = new double[VECTORS];
    double centreDistance = squared(query, 0, centre, dimension);
    for (int v = 0; v < VECTORS; v++) {
      int[] code = new int[book.codeWords()];
      float[] row = Arrays.copyOfRange(rows, v * dimension, (v + 1) * dimension);
      Encoder.Terms own = encoder.encode(row, centre, 0, code);
      float[] words = decoded(book, code);
      double product = 0;
      double along = 0;
      double length = 0;
      for (int i = 0; i < dimension; i++) {
        float residual = residuals[v * dimension + i];
        product += (double) words[i] * (query[i] - centre[i]);
        along += (double) words[i] * residual;
        length += (double) residual * residual;
      }
      expected[v] = centreDistance + length - 2 * length / along * product;
      terms.base()[v] = own.base();
      terms.slope()[v] = own.slope();
      terms.error()[v] = own.error();
      for (int w = 0; w < code.length; w++) {
        columns[w][v] = code[w];
      }
    }
    scan.begin(VECTORS);
    for (int w = 0; w < columns.length; w++) {
      scan.add(w, columns[w], VECTORS);
    }
    float[] estimates = scan.bounds(terms, (float) centreDistance, 0, VECTORS).clone();
    float[] bounds = scan.bounds(terms, (float) centreDistance, 3, VECTORS);
    int above = 0;
    for (int v = 0; v < VECTORS; v++) {
      if (terms.slope()[v] != 0) {
        assertThat((double) estimates[v])
            .isCloseTo(expected[v], within(2e-3 * (1 + Math.abs(expected[v]))));
      }
      double exact = squared(rows, v * dimension, query, dimension);
      above += bounds[v] > exact + 2e-3 * (1 + exact) ? 1 : 0;
    }
    assertThat(above).isLessThanOrEqualTo(VECTORS / 50);
  }

  @Test
  void fewPointsAndEqualOnesHaveWordsToo() {
    Codebook book = Codebook.train(new Points(new float[] {1, 2, 3}, 1, 3), 2, 8, 1, Monitor.NONE);
    int[] code = new int[book.codeWords()];
    new ProductEncoder(book).encode(new float[] {1, 2, 3}, new float[3], 0, code);
    assertThat(decoded(book, code)).containsExactly(1, 2, 3);
    assertThat(new ProductEncoder(book).encode(new float[3], new float[3], 0, code))
        .isEqualTo(new Encoder.Terms(0, 0, 0));
    assertThatThrownBy(() -> new Codebook(3, 4, 8, new float[3 << 8]))
        .hasMessage("4 parts of 3 elements by 8 bits");
  }
}
