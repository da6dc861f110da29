package dev.quiver.functions.quantiser;

import dev.quiver.functions.quantiser.BitSums.Way;
import java.util.Arrays;
import java.util.Random;

/**
 * Finds out once, on a thread beside the first search, which way of counting bits is fastest. All
 * count the same, so it does not matter to answers when, and whether, that is known.
 */
final class BitTrial {
  private static final int CODES = 512;
  private static final int DIMENSION = 128;
  private static final long NANOS = 60_000_000;

  /** Until the trial is over, what is never slow. */
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
    long end = System.nanoTime() + NANOS;
    while (System.nanoTime() < end) {
      for (int i = 0; i < ways.length; i++) {
        long start = System.nanoTime();
        count(sums[i], query, column);
        least[i] = Math.min(least[i], System.nanoTime() - start);
      }
    }
    int best = Way.PAIRS.ordinal();
    for (int i = 0; i < ways.length; i++) {
      best = least[i] < least[best] ? i : best;
    }
    fastest = ways[best];
  }

  private static void count(BitSums sums, QueryCode query, int[] column) {
    sums.begin(0, CODES);
    for (int word = 0; word < query.words(); word += 2) {
      sums.add(query, word, column, column, CODES);
    }
    sums.counts(CODES);
  }
}
