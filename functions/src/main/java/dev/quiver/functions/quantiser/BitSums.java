package dev.quiver.functions.quantiser;

import java.util.Arrays;

/**
 * For each code of a block, the sum of the query's multiples at the code's set bits.
 *
 * <p>The caller begins, adds each column of words once and takes the counts. Scratch memory for the
 * largest block; for one thread.
 */
final class BitSums {
  /** So many words fit into fields of a byte. */
  private static final int MOST_IN_FIELDS = 10;

  private final Way way;
  private final int[] counts;
  private final int[] low;
  private final int[] high;
  private int inFields;

  /** How bits are counted: which is fastest depends on the processor and the compiler. */
  enum Way {
    /**
     * A word at a time, which C2 vectorises where the processor counts bits in vectors (AVX-512
     * VPOPCNTDQ).
     */
    WORDS,
    /** Two words at a time as longs: never slow. */
    PAIRS,
    /**
     * By adding neighbouring bits, then fields of two and of four, of sixteen codes at once, with
     * shifts, masks and sums that C2 vectorises everywhere; see {@link BitFields}.
     */
    FIELDS
  }

  BitSums(int mostVectors, Way way) {
    this.way = way;
    this.counts = new int[mostVectors];
    this.low = new int[way == Way.FIELDS ? mostVectors : 0];
    this.high = new int[low.length];
  }

  Way way() {
    return way;
  }

  /** Begins a block; every count begins with {@code start}. */
  void begin(int start, int vectors) {
    Arrays.fill(counts, 0, vectors, start);
    clearFields(vectors);
  }

  /** Adds the columns of two words of all codes: {@code word} and the next. */
  void add(QueryCode query, int word, int[] column, int[] next, int vectors) {
    if (way == Way.PAIRS) {
      addPairs(
          column,
          next,
          query.pair(0, word),
          query.pair(1, word),
          query.pair(2, word),
          query.pair(3, word),
          counts,
          vectors);
    } else {
      add(query, word, column, vectors);
      add(query, word + 1, next, vectors);
    }
  }

  /** Adds the column of one word of all codes. */
  void add(QueryCode query, int word, int[] column, int vectors) {
    int q0 = query.bits(0, word);
    int q1 = query.bits(1, word);
    int q2 = query.bits(2, word);
    int q3 = query.bits(3, word);
    if (way != Way.FIELDS) {
      addWords(column, q0, q1, q2, q3, counts, vectors);
      return;
    }
    if (inFields == MOST_IN_FIELDS) {
      takeFields(vectors);
      clearFields(vectors);
    }
    BitFields.addLow(column, q0, q1, low, vectors);
    BitFields.addHigh(column, q2, q3, high, vectors);
    inFields++;
  }

  /** The counts, good until the next block. */
  int[] counts(int vectors) {
    if (inFields > 0) {
      takeFields(vectors);
      inFields = 0;
    }
    return counts;
  }

  private void takeFields(int vectors) {
    BitFields.take(low, high, inFields, counts, vectors);
  }

  private void clearFields(int vectors) {
    if (way == Way.FIELDS) {
      Arrays.fill(low, 0, vectors, 0);
      Arrays.fill(high, 0, vectors, 0);
      inFields = 0;
    }
  }

  // One int array in, one out, in a method of its own: so C2 vectorises the bit counts on 17.
  private static void addWords(
      int[] column, int q0, int q1, int q2, int q3, int[] counts, int vectors) {
    for (int j = 0; j < vectors; j++) {
      int code = column[j];
      counts[j] +=
          Integer.bitCount(code & q0)
              + (Integer.bitCount(code & q1) << 1)
              + (Integer.bitCount(code & q2) << 2)
              - (Integer.bitCount(code & q3) << 3);
    }
  }

  private static void addPairs(
      int[] column, int[] next, long q0, long q1, long q2, long q3, int[] counts, int vectors) {
    for (int j = 0; j < vectors; j++) {
      long code = QueryCode.join(column[j], next[j]);
      counts[j] +=
          Long.bitCount(code & q0)
              + (Long.bitCount(code & q1) << 1)
              + (Long.bitCount(code & q2) << 2)
              - (Long.bitCount(code & q3) << 3);
    }
  }
}
