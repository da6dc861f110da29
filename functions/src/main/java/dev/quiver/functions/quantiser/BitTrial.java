package dev.quiver.functions.quantiser;

import dev.quiver.functions.quantiser.BitSums.Way;
import java.util.Arrays;
import java.util.Random;

/**
 * Finds out, on a thread beside the first searches, which way of counting bits is fastest. All
 * count the same, so it does not matter to answers when, and whether, that is known.
 *
 * <p>It tries them again and again for some seconds: in a young process the compiler comes to them
 * late.
 */
final class BitTrial {
  private static final int CODES = 512;
  private static final int DIMENSION = 128;

  /** In so many rounds loops run as often as C2 asks for before it compiles them. */
  private static final int ROUNDS = 60;

  private static final int TIMES = 20;
  private static final long MILLIS_BETWEEN = 50;

  /** Until more is known, what is never slow. */
  private static volatile Way fastest = Way.PAIRS;

  static {
    start();
  }

  private BitTrial() {}

  static Way fastest() {
    return fastest;
  }

  private static void start() {
    Thread trial = new Thread(BitTrial::run, "quiver-bit-sums");
    trial.setDaemon(true);
    try {
      trial.start();
    } catch (OutOfMemoryError e) {
      return; // No thread to be had: what is never slow goes on.
    }
  }

  private static void run() {
    int[] column = new Random(1).ints(CODES).toArray();
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = i * 31 % 17 - 8;
    }
    QueryCode query = QueryCode.of(new Rotation(DIMENSION, 1), vector);
    Way[] ways = Way.values();
    BitSums[] sums = new BitSums[ways.length];
    Arrays.setAll(sums, i -> new BitSums(CODES, ways[i]));
    long[] least = new long[ways.length];
    Arrays.fill(least, Long.MAX_VALUE);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        measure(sums, query, column, least);
        fastest = best(least);
        Thread.sleep(MILLIS_BETWEEN);
      }
    } catch (InterruptedException e) {
      return; // Nobody has a hold of this thread; were it so, what is known by now goes on.
    }
  }

  /** Takes down the least time of each way, as far as it is less than before. */
  private static void measure(BitSums[] sums, QueryCode query, int[] column, long[] least) {
    for (int time = 0; time < TIMES; time++) {
      for (int i = 0; i < sums.length; i++) {
        long start = System.nanoTime();
        count(sums[i], query, column);
        least[i] = Math.min(least[i], System.nanoTime() - start);
      }
    }
  }

  private static Way best(long[] least) {
    int best = Way.PAIRS.ordinal();
    for (int i = 0; i < least.length; i++) {
      best = least[i] < least[best] ? i : best;
    }
    return Way.values()[best];
  }

  private static void count(BitSums sums, QueryCode query, int[] column) {
    sums.begin(0, CODES);
    for (int word = 0; word < query.words(); word += 2) {
      sums.add(query, word, column, column, CODES);
    }
    sums.counts(CODES);
  }
}
