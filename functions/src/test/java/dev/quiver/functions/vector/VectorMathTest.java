package dev.quiver.functions.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VectorMathTest {
  private static final float[] A = {1, 2, 3};
  private static final float[] B = {4, 0, -1};

  @Test
  void normAndNormalisation() {
    assertThat(VectorMath.norm(new float[] {3, 4})).isEqualTo(5);
    assertThat(VectorMath.norm(new float[] {3e30f, 4e30f})).isCloseTo(5e30, Offset.offset(1e24));
    assertThat(VectorMath.l2Normalize(new float[] {3, 4})).containsExactly(0.6f, 0.8f);
    assertThat(VectorMath.l2Normalize(new float[] {0, -0f})).containsExactly(0f, -0f);
  }

  @Test
  void elementwise() {
    assertThat(VectorMath.add(A, B, "+")).containsExactly(5, 2, 2);
    assertThat(VectorMath.subtract(A, B, "-")).containsExactly(-3, 2, 4);
    assertThat(VectorMath.multiply(A, B, "*")).containsExactly(4, 0, -3);
    assertThat(A).containsExactly(1, 2, 3);
  }

  @Test
  void differentLengthsAreRefused() {
    assertThatThrownBy(() -> VectorMath.add(A, new float[2], "+"))
        .hasMessage("+: expected VECTOR(3), got 2 elements");
  }

  @Test
  void resultsBeyondFloatsAreRefused() {
    float[] huge = {1, Float.MAX_VALUE};
    assertThatThrownBy(() -> VectorMath.add(huge, huge, "+"))
        .hasMessage("+: element 2 of a vector is Infinity; elements must be finite");
  }

  @Test
  void subvectorCountsFromOne() {
    assertThat(VectorMath.subvector(A, 1, 2, "SUBVECTOR")).containsExactly(1, 2);
    assertThat(VectorMath.subvector(A, 3, 1, "SUBVECTOR")).containsExactly(3);
    for (int[] bad : new int[][] {{0, 1}, {1, 0}, {1, 4}, {4, 1}, {2, Integer.MAX_VALUE}}) {
      assertThatThrownBy(() -> VectorMath.subvector(A, bad[0], bad[1], "SUBVECTOR"))
          .hasMessage("SUBVECTOR: start %d, length %d does not fit VECTOR(3)", bad[0], bad[1]);
    }
  }

  @Test
  void sumsAndAverages() {
    VectorSum sum = new VectorSum("AVG(v)");
    assertThat(sum.sum()).isNull();
    assertThat(sum.average()).isNull();
    sum.add(A);
    VectorSum other = new VectorSum("AVG(v)");
    other.add(B);
    sum.merge(other);
    sum.merge(new VectorSum("AVG(v)"));
    assertThat(sum.count()).isEqualTo(2);
    assertThat(sum.sum()).containsExactly(5, 2, 2);
    assertThat(sum.average()).containsExactly(2.5f, 1, 1);
    assertThatThrownBy(() -> sum.add(new float[4]))
        .hasMessage("AVG(v): expected VECTOR(3), got 4 elements");
  }

  @Test
  void averageOfHugeVectorsFitsThoughTheirSumDoesNot() {
    VectorSum sum = new VectorSum("SUM(v)");
    sum.add(new float[] {Float.MAX_VALUE});
    sum.add(new float[] {Float.MAX_VALUE});
    assertThat(sum.average()).containsExactly(Float.MAX_VALUE);
    assertThatThrownBy(sum::sum)
        .hasMessage("SUM(v): element 1 of a vector is Infinity; elements must be finite");
  }

  @Test
  void checks() {
    VectorChecks.requireFinite(new float[] {0, -0f, Float.MAX_VALUE, Float.MIN_VALUE}, "v");
    assertThatThrownBy(() -> VectorChecks.requireFinite(new float[] {0, Float.NaN}, "column v"))
        .hasMessage("column v: element 2 of a vector is NaN; elements must be finite");
    VectorChecks.requireLength(A, 3, "v");
    assertThatThrownBy(() -> VectorChecks.requireLength(A, 384, "column v"))
        .hasMessage("column v: expected VECTOR(384), got 3 elements");
  }
}
