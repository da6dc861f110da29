package dev.quiver.storage.arrow;

import java.nio.ByteBuffer;

/** Collects bits into a bitmap. */
final class BitmapBuilder {
  private final GrowingBuffer bytes = new GrowingBuffer();
  private int size;

  void add(boolean bit) {
    if ((size & 7) == 0) {
      bytes.extend(1).put(0, (byte) 0);
    }
    if (bit) {
      int last = size >>> 3;
      bytes.set(last, (byte) (bytes.get(last) | 1 << (size & 7)));
    }
    size++;
  }

  void addSet(int count) {
    int left = count;
    while (left > 0 && (size & 7) != 0) {
      add(true);
      left--;
    }
    int whole = left >>> 3;
    ByteBuffer ones = bytes.extend(whole);
    for (int i = 0; i < whole; i++) {
      ones.put(i, (byte) -1);
    }
    size += whole << 3;
    for (left &= 7; left > 0; left--) {
      add(true);
    }
  }

  ByteBuffer contents() {
    return bytes.contents();
  }

  void clear() {
    bytes.clear();
    size = 0;
  }
}
