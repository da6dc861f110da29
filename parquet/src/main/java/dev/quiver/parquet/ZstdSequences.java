package dev.quiver.parquet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The tables for the three parts of a sequence, and what their symbols mean (RFC 8878, section
 * 3.1.1.3.2): a symbol is a base to which some bits of the stream are added.
 */
enum ZstdSequences {
  LITERALS(
      9,
      6,
      new int[] {
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1,
        1, -1, -1, -1, -1
      },
      16,
      0,
      new int[] {1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}),
  COPIES(
      9,
      6,
      new int[] {
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
      },
      32,
      3,
      new int[] {1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}),
  /** Symbol n stands for 2^n and n bits. */
  DISTANCES(
      8,
      5,
      new int[] {
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
      },
      0,
      0,
      new int[0]);

  private static final int MAX_DISTANCE_SYMBOL = 30;

  private final int maxAccuracy;
  private final ZstdStates predefined;
  private final int[] bases;
  private final int[] bits;

  /**
   * @param plain so many symbols stand for themselves, counted from {@code first}
   * @param widths the bits of those after them, whose ranges follow one on the other
   */
  ZstdSequences(int maxAccuracy, int accuracy, int[] shares, int plain, int first, int[] widths) {
    this.maxAccuracy = maxAccuracy;
    this.predefined = ZstdStates.of(accuracy, shares);
    int symbols = widths.length == 0 ? MAX_DISTANCE_SYMBOL + 1 : plain + widths.length;
    this.bases = new int[symbols];
    this.bits = new int[symbols];
    int base = first;
    for (int symbol = 0; symbol < symbols; symbol++) {
      int width = widths.length == 0 ? symbol : symbol < plain ? 0 : widths[symbol - plain];
      bits[symbol] = width;
      bases[symbol] = widths.length == 0 ? 1 << symbol : base;
      base += 1 << width;
    }
  }

  int base(int symbol) {
    return bases[symbol];
  }

  int bits(int symbol) {
    return bits[symbol];
  }

  /**
   * The table for a block.
   *
   * @param mode 0 predefined, 1 one symbol, 2 described here, 3 the one before
   */
  ZstdStates table(int mode, ZstdInput in, @Nullable ZstdStates before) throws IOException {
    switch (mode) {
      case 0:
        return predefined;
      case 1:
        int symbol = in.next();
        if (symbol >= bases.length) {
          throw new IOException("a Zstandard symbol " + symbol);
        }
        return ZstdStates.always(symbol);
      case 2:
        return ZstdStates.read(in, maxAccuracy, bases.length - 1);
      default:
        if (before == null) {
          throw new IOException("a Zstandard block that repeats a table where none was");
        }
        return before;
    }
  }
}
