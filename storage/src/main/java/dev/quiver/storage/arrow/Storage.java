package dev.quiver.storage.arrow;

/**
 * How an Arrow file stores the values of a field: which buffers there are, and how to read them.
 *
 * @param width bytes of a fixed-width value; elements of a fixed-size list; else 0
 * @param multiplier what to multiply a stored whole number by to get the unit of our type
 * @param divisor what to divide it by, rounding down
 */
record Storage(Kind kind, int width, long multiplier, long divisor) {

  /** The families of layouts. */
  enum Kind {
    NOTHING(0),
    BITS(2),
    SIGNED(2),
    UNSIGNED(2),
    FLOAT(2),
    DECIMAL(2),
    FIXED_BYTES(2),
    BYTES(3),
    LARGE_BYTES(3),
    FIXED_LIST(1),
    LIST(2),
    LARGE_LIST(2);

    private final int buffers;

    Kind(int buffers) {
      this.buffers = buffers;
    }

    /** Buffers of the field itself, validity included, children excluded. */
    int buffers() {
      return buffers;
    }
  }

  static Storage of(Kind kind, int width) {
    return new Storage(kind, width, 1, 1);
  }

  long scaled(long stored) {
    return divisor == 1 ? Math.multiplyExact(stored, multiplier) : Math.floorDiv(stored, divisor);
  }
}
