package dev.quiver.sqltests.damage;

import java.util.Arrays;

/** Every damage of a file by number: each byte changed by three masks, then every truncation. */
final class Damages {
  /** Changes of each byte. */
  static final int PER_BYTE = 3;

  private static final int[] MASKS = {0x01, 0x80, 0xFF};

  private Damages() {}

  /** How many there are of a file of so many bytes. */
  static int count(int length) {
    return length * (PER_BYTE + 1);
  }

  /** The file with one of them. */
  static byte[] of(byte[] good, int number) {
    int flips = good.length * PER_BYTE;
    if (number >= flips) {
      return Arrays.copyOf(good, number - flips);
    }
    byte[] bad = good.clone();
    bad[number / PER_BYTE] ^= (byte) MASKS[number % PER_BYTE];
    return bad;
  }
}
