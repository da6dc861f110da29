package dev.quiver.functions.distance;

import jdk.incubator.vector.FloatVector;

/** Sums of products, by the Vector API ({@link WideLanes}). */
final class WideProducts implements ProductTerms {
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
        s = s.add(x.mul(y));
      }
      sum += WideLanes.sum(s, scratch);
    }
    for (; i < dimension; i++) {
      sum += a[aFrom + i] * b[bFrom + i];
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
        FloatVector e0 = FloatVector.fromArray(WideLanes.SPECIES, rows, first + i);
        s0 = s0.add(e0.mul(q));
        FloatVector e1 = FloatVector.fromArray(WideLanes.SPECIES, rows, second + i);
        s1 = s1.add(e1.mul(q));
        FloatVector e2 = FloatVector.fromArray(WideLanes.SPECIES, rows, third + i);
        s2 = s2.add(e2.mul(q));
        FloatVector e3 = FloatVector.fromArray(WideLanes.SPECIES, rows, fourth + i);
        s3 = s3.add(e3.mul(q));
      }
      t0 += WideLanes.sum(s0, scratch);
      t1 += WideLanes.sum(s1, scratch);
      t2 += WideLanes.sum(s2, scratch);
      t3 += WideLanes.sum(s3, scratch);
    }
    for (; i < dimension; i++) {
      t0 += rows[first + i] * query[i];
      t1 += rows[second + i] * query[i];
      t2 += rows[third + i] * query[i];
      t3 += rows[fourth + i] * query[i];
    }
    sums[at] = t0;
    sums[at + 1] = t1;
    sums[at + 2] = t2;
    sums[at + 3] = t3;
  }

  @Override
  public void norms(float[] rows, int first, int dimension, float[] norms, int at) {
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
        FloatVector e0 = FloatVector.fromArray(WideLanes.SPECIES, rows, first + i);
        s0 = s0.add(e0.mul(e0));
        FloatVector e1 = FloatVector.fromArray(WideLanes.SPECIES, rows, second + i);
        s1 = s1.add(e1.mul(e1));
        FloatVector e2 = FloatVector.fromArray(WideLanes.SPECIES, rows, third + i);
        s2 = s2.add(e2.mul(e2));
        FloatVector e3 = FloatVector.fromArray(WideLanes.SPECIES, rows, fourth + i);
        s3 = s3.add(e3.mul(e3));
      }
      t0 += WideLanes.sum(s0, scratch);
      t1 += WideLanes.sum(s1, scratch);
      t2 += WideLanes.sum(s2, scratch);
      t3 += WideLanes.sum(s3, scratch);
    }
    for (; i < dimension; i++) {
      t0 += rows[first + i] * rows[first + i];
      t1 += rows[second + i] * rows[second + i];
      t2 += rows[third + i] * rows[third + i];
      t3 += rows[fourth + i] * rows[fourth + i];
    }
    norms[at] = t0;
    norms[at + 1] = t1;
    norms[at + 2] = t2;
    norms[at + 3] = t3;
  }
}
