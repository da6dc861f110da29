package dev.quiver.sqltests.damage;

import java.util.Arrays;
import java.util.Random;

/** Random damage to a file: bits, telling bytes, extreme numbers, cuts, gaps, insertions. */
final class Mutation {
  private static final byte[] TELLING = {
    0, -1, 127, -128, '"', '[', '{', '}', ']', ',', '\n', '\\'
  };

  private Mutation() {}

  static byte[] of(byte[] good, Random random) {
    byte[] bad = good.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && bad.length > 1; i++) {
      bad = once(bad, random);
    }
    return bad;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int count = Math.min(bytes.length - at, 1 + random.nextInt(16));
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
      case 2 -> {
        byte extreme = (byte) (random.nextBoolean() ? 0xFF : 0x7F);
        Arrays.fill(bytes, at, at + Math.min(count, 8), extreme);
      }
      case 3 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - count);
        System.arraycopy(bytes, at + count, shorter, at, bytes.length - at - count);
        return shorter;
      }
      default -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
        System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
        return longer;
      }
    }
    return bytes;
  }
}
