package dev.quiver.parquet;

import java.io.IOException;

/**
 * A Huffman code of Zstandard (RFC 8878, section 4.2): a table with an entry for each run of as
 * many bits as the longest code has.
 */
final class ZstdHuffman {
  private static final int MAX_BITS = 11;
  private static final int MAX_SYMBOLS = 256;
  private static final int WEIGHT_ACCURACY = 6;

  private final int longest;
  private final byte[] symbols;
  private final byte[] lengths;

  private ZstdHuffman(int longest) {
    this.longest = longest;
    this.symbols = new byte[1 << longest];
    this.lengths = new byte[1 << longest];
  }

  /**
   * Reads the description of a code.
   *
   * @throws IOException if it is damaged
   */
  static ZstdHuffman read(ZstdInput in) throws IOException {
    int header = in.next();
    int[] weights = new int[MAX_SYMBOLS];
    int count = header < 128 ? packed(in, header, weights) : plain(in, header - 127, weights);
    int sum = 0;
    for (int i = 0; i < count; i++) {
      if (weights[i] > MAX_BITS) {
        throw new IOException("a Zstandard code of " + weights[i] + " bits");
      }
      sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
    }
    // The last symbol has what the others leave, which must be a power of two.
    int longest = 32 - Integer.numberOfLeadingZeros(sum);
    int rest = (1 << longest) - sum;
    if (sum == 0 || longest > MAX_BITS || Integer.bitCount(rest) != 1 || count >= MAX_SYMBOLS) {
      throw new IOException("a Zstandard code that does not add up");
    }
    weights[count] = 32 - Integer.numberOfLeadingZeros(rest);
    return of(longest, weights, count + 1);
  }

  private static int plain(ZstdInput in, int count, int[] weights) throws IOException {
    int from = in.skip((count + 1) / 2);
    for (int i = 0; i < count; i++) {
      int pair = in.bytes[from + i / 2] & 0xFF;
      weights[i] = i % 2 == 0 ? pair >> 4 : pair & 15;
    }
    return count;
  }

  /** Two decoders take turns until the bits are used up. */
  private static int packed(ZstdInput in, int size, int[] weights) throws IOException {
    int end = in.position() + size;
    ZstdInput table = new ZstdInput(in.bytes, in.skip(size), end);
    ZstdStates states = ZstdStates.read(table, WEIGHT_ACCURACY, MAX_BITS + 1);
    BackwardBits bits = new BackwardBits(in.bytes, table.position(), end);
    int one = states.first(bits);
    int other = states.first(bits);
    int count = 0;
    while (true) {
      if (count >= MAX_SYMBOLS - 2) {
        throw new IOException("a Zstandard code of too many symbols");
      }
      weights[count++] = states.symbol(one);
      one = states.next(one, bits);
      if (bits.left() < 0) {
        weights[count++] = states.symbol(other);
        return count;
      }
      int swap = one;
      one = other;
      other = swap;
    }
  }

  /** Entries go to the symbols by weight and then by number. */
  private static ZstdHuffman of(int longest, int[] weights, int count) throws IOException {
    ZstdHuffman code = new ZstdHuffman(longest);
    int position = 0;
    for (int weight = 1; weight <= longest; weight++) {
      for (int symbol = 0; symbol < count; symbol++) {
        if (weights[symbol] == weight) {
          int entries = 1 << (weight - 1);
          if (entries > code.symbols.length - position) {
            throw new IOException("a Zstandard code that does not add up");
          }
          java.util.Arrays.fill(code.symbols, position, position + entries, (byte) symbol);
          java.util.Arrays.fill(
              code.lengths, position, position + entries, (byte) (longest + 1 - weight));
          position += entries;
        }
      }
    }
    return code;
  }

  /** Fills a range with symbols; the stream must end just then. */
  void decode(BackwardBits in, byte[] out, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      int entry = in.peek(longest);
      out[i] = symbols[entry];
      in.skip(lengths[entry]);
    }
    if (in.left() != 0) {
      throw new IOException("a Zstandard stream of another length than it should have");
    }
  }
}
