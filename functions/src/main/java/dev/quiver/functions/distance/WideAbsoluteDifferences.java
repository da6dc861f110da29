package dev.quiver.functions.distance;

import jdk.incubator.vector.FloatVector;

/** Sums of absolute differences, by the Vector API ({@link WideLanes}). */
final class WideAbsoluteDifferences implements RowTerms {
  @Override
  public float sum(float[] a, int aFrom, float[] b, int bFrom, int dimension) {
    float[] scratch = WideLanes.scratch();
    int whole = WideLanes.whole(dimension);
    float sum = 0;
    int i = 0;
    while (i < whole) {
      int end = WideLanes.end(i, whole);
      FloatVector s = WideLanes.zero();
      for (; i < end; i += WideLanes.COUNT) {
        FloatVector x = FloatVector.fromArray(WideLanes.SPECIES, a, aFrom + i);
        FloatVector y = FloatVector.fromArray(WideLanes.SPECIES, b, bFrom + i);
        s = s.add(x.sub(y).abs());
      }
      sum += WideLanes.sum(s, scratch);
    }
    for (; i < dimension; i++) {
      sum += Math.abs(a[aFrom + i] - b[bFrom + i]);
    }
    return sum;
  }

  @Override
  public void sums(float[] rows, int first, float[] query, float[] sums, int at) {
    int dimension = query.length;
    int second = first + dimension;
    int third = second + dimension;
    int fourth = third + dimension;
    float[] scratch = WideLanes.scratch();
    int whole = WideLanes.whole(dimension);
    float t0 = 0;
    float t1 = 0;
    float t2 = 0;
    float t3 = 0;
    int i = 0;
    while (i < whole) {
      int end = WideLanes.end(i, whole);
      FloatVector s0 = WideLanes.zero();
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (; i < end; i += WideLanes.COUNT) {
        FloatVector q = FloatVector.fromArray(WideLanes.SPECIES, query, i);
        FloatVector e0 = FloatVector.fromArray(WideLanes.SPECIES, rows, first + i).sub(q);
        s0 = s0.add(e0.abs());
        FloatVector e1 = FloatVector.fromArray(WideLanes.SPECIES, rows, second + i).sub(q);
        s1 = s1.add(e1.abs());
        FloatVector e2 = FloatVector.fromArray(WideLanes.SPECIES, rows, third + i).sub(q);
        s2 = s2.add(e2.abs());
        FloatVector e3 = FloatVector.fromArray(WideLanes.SPECIES, rows, fourth + i).sub(q);
        s3 = s3.add(e3.abs());
      }
      t0 += WideLanes.sum(s0, scratch);
      t1 += WideLanes.sum(s1, scratch);
      t2 += WideLanes.sum(s2, scratch);
      t3 += WideLanes.sum(s3, scratch);
    }
    for (; i < dimension; i++) {
      t0 += Math.abs(rows[first + i] - query[i]);
      t1 += Math.abs(rows[second + i] - query[i]);
      t2 += Math.abs(rows[third + i] - query[i]);
      t3 += Math.abs(rows[fourth + i] - query[i]);
    }
    sums[at] = t0;
    sums[at + 1] = t1;
    sums[at + 2] = t2;
    sums[at + 3] = t3;
  }
}
