package dev.quiver.parquet;

import java.io.IOException;
import java.util.Arrays;

/**
 * A table of a finite state entropy decoder (RFC 8878, section 4.1): each state gives a symbol, and
 * with some bits of the stream the next state.
 */
final class ZstdStates {
  private static final int MIN_ACCURACY = 5;

  final int accuracy;
  private final byte[] symbols;
  private final byte[] bits;
  private final short[] bases;

  private ZstdStates(int accuracy) {
    this.accuracy = accuracy;
    this.symbols = new byte[1 << accuracy];
    this.bits = new byte[1 << accuracy];
    this.bases = new short[1 << accuracy];
  }

  /** One symbol, for no bits at all. */
  static ZstdStates always(int symbol) {
    ZstdStates states = new ZstdStates(0);
    states.symbols[0] = (byte) symbol;
    return states;
  }

  /**
   * @param shares how many states each symbol has; -1 for one whose bits are all read anew
   */
  static ZstdStates of(int accuracy, int[] shares) {
    ZstdStates states = new ZstdStates(accuracy);
    int size = 1 << accuracy;
    int[] next = new int[shares.length];
    int top = size;
    for (int symbol = 0; symbol < shares.length; symbol++) {
      next[symbol] = Math.abs(shares[symbol]);
      if (shares[symbol] < 0) {
        states.symbols[--top] = (byte) symbol;
      }
    }
    states.spread(shares, top);
    for (int state = 0; state < size; state++) {
      int count = next[states.symbols[state]]++;
      int read = accuracy - (31 - Integer.numberOfLeadingZeros(count));
      states.bits[state] = (byte) read;
      states.bases[state] = (short) ((count << read) - size);
    }
    return states;
  }

  private void spread(int[] shares, int top) {
    int size = symbols.length;
    int step = (size >> 1) + (size >> 3) + 3;
    int position = 0;
    for (int symbol = 0; symbol < shares.length; symbol++) {
      for (int i = 0; i < shares[symbol]; i++) {
        symbols[position] = (byte) symbol;
        do {
          position = (position + step) & (size - 1);
        } while (position >= top);
      }
    }
  }

  /**
   * Reads the description of a table.
   *
   * @throws IOException if it is damaged, or has more states or symbols than allowed
   */
  static ZstdStates read(ZstdInput in, int maxAccuracy, int maxSymbol) throws IOException {
    int accuracy = in.bits(4) + MIN_ACCURACY;
    if (accuracy > maxAccuracy) {
      throw new IOException("a Zstandard table of 2^" + accuracy + " states");
    }
    int[] shares = new int[maxSymbol + 1];
    int remaining = 1 << accuracy;
    int symbol = 0;
    while (remaining > 0) {
      if (symbol > maxSymbol) {
        throw new IOException("a Zstandard table of too many symbols");
      }
      int share = share(in, remaining);
      remaining -= Math.abs(share);
      shares[symbol++] = share;
      int repeat = share == 0 ? 3 : 0;
      while (repeat == 3) {
        repeat = in.bits(2);
        symbol += repeat;
      }
    }
    if (remaining < 0) {
      throw new IOException("a Zstandard table whose shares do not add up");
    }
    in.endBits();
    return of(accuracy, Arrays.copyOf(shares, Math.min(symbol, maxSymbol + 1)));
  }

  /** A number from -1 to {@code remaining}; small ones have a bit less. */
  private static int share(ZstdInput in, int remaining) throws IOException {
    int width = 32 - Integer.numberOfLeadingZeros(remaining + 1);
    int value = in.bits(width);
    int lower = (1 << (width - 1)) - 1;
    int threshold = (1 << width) - 1 - (remaining + 1);
    if ((value & lower) < threshold) {
      in.unreadBit();
      value &= lower;
    } else if (value > lower) {
      value -= threshold;
    }
    return value - 1;
  }

  int first(BackwardBits in) {
    return in.read(accuracy);
  }

  int symbol(int state) {
    return symbols[state];
  }

  int next(int state, BackwardBits in) {
    return bases[state] + in.read(bits[state]);
  }
}
