package dev.quiver.storage.lookup;

import java.nio.ByteBuffer;

/**
 * A split-block Bloom filter: whether a hash may be among those added, without false negatives.
 *
 * <p>Felix Putze, Peter Sanders, Johannes Singler: Cache-, Hash- and Space-Efficient Bloom Filters,
 * Journal of Experimental Algorithmics 14 (2009), in the form of Apache Parquet's specification: a
 * hash chooses a block of eight 32-bit words by its upper half and one bit in each word by its
 * lower half. {@value #BITS_PER_KEY} bits a key answer wrongly for about one absent key in a
 * hundred, and cost one cache line.
 */
final class KeyFilter {
  static final int BITS_PER_KEY = 10;
  static final int BLOCK_BYTES = 32;
  private static final int WORDS = BLOCK_BYTES / Integer.BYTES;
  private static final int[] SALT = {
    0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
  };

  private KeyFilter() {}

  /** Blocks for so many keys. */
  static int blocks(int keys) {
    long bits = (long) keys * BITS_PER_KEY;
    return (int) Math.max(1, (bits + BLOCK_BYTES * 8 - 1) / (BLOCK_BYTES * 8));
  }

  /** The block of a hash. */
  static int block(long hash, int blocks) {
    return (int) ((hash >>> 32) * blocks >>> 32);
  }

  private static int mask(long hash, int word) {
    return 1 << ((int) hash * SALT[word] >>> 27);
  }

  /** Adds a hash to a filter of so many blocks, which starts as zeros. */
  static void add(ByteBuffer filter, int blocks, long hash) {
    int at = block(hash, blocks) * BLOCK_BYTES;
    for (int word = 0; word < WORDS; word++) {
      int place = at + word * Integer.BYTES;
      filter.putInt(place, filter.getInt(place) | mask(hash, word));
    }
  }

  /**
   * Whether the hash may have been added.
   *
   * @param at where its block is
   */
  static boolean mayContain(ByteBuffer filter, int at, long hash) {
    for (int word = 0; word < WORDS; word++) {
      if ((filter.getInt(at + word * Integer.BYTES) & mask(hash, word)) == 0) {
        return false;
      }
    }
    return true;
  }
}
