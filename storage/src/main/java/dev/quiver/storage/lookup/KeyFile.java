package dev.quiver.storage.lookup;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.MappedLayout;
import java.nio.ByteBuffer;

/**
 * A key file ({@link KeyLayout}), open for reading. Only checksums are on the heap; the rest is
 * read from the mapped file, each block checked when it is first touched.
 *
 * <p>A hash that the filter lets pass is looked for where it would be if hashes were spread evenly,
 * which they are unless someone took pains, then in ever larger steps from there: two or three
 * blocks are touched.
 */
public final class KeyFile implements KeyIndex {
  private static final int PER_BLOCK = KeyLayout.CHECKED_BYTES / Long.BYTES;

  private final ByteSource source;
  private final KeyLayout layout;
  private final int fragmentRows;
  private final int checksum;
  private final int[] checksums;
  private final boolean[] verified;

  private KeyFile(ByteSource source, KeyLayout layout, ByteBuffer trailer, ByteBuffer directory) {
    this.source = source;
    this.layout = layout;
    this.fragmentRows = trailer.getInt(20);
    this.checksum = trailer.getInt(MappedLayout.CHECKSUM_AT);
    this.checksums = new int[layout.checksums()];
    directory.asIntBuffer().get(checksums);
    this.verified = new boolean[checksums.length];
  }

  /**
   * Opens a file.
   *
   * @throws QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static KeyFile open(ByteSource source) {
    String name = source.name();
    long length = source.length();
    if (length < MappedLayout.HEADER_BYTES + MappedLayout.TRAILER_BYTES) {
      throw Envelope.corrupt(name, "it has " + length + " bytes");
    }
    ByteBuffer header = MappedLayout.read(source, 0, MappedLayout.HEADER_BYTES);
    if (!KeyLayout.FRAME.isHeader(header)) {
      throw Envelope.corrupt(name, "it is no key file");
    }
    long trailerAt = length - MappedLayout.TRAILER_BYTES;
    ByteBuffer trailer = MappedLayout.read(source, trailerAt, MappedLayout.TRAILER_BYTES);
    KeyLayout layout = KeyLayout.of(name, trailer);
    if (layout.fileBytes() != length || trailer.getInt(16) != layout.checksums()) {
      throw Envelope.corrupt(name, "its trailer does not fit it");
    }
    int directoryBytes = layout.directoryBytes();
    ByteBuffer directory = MappedLayout.read(source, trailerAt - directoryBytes, directoryBytes);
    int computed =
        MappedLayout.checksum(header, directory, trailer.slice(0, MappedLayout.CHECKSUM_AT));
    if (trailer.getInt(MappedLayout.CHECKSUM_AT) != computed) {
      throw Envelope.corrupt(name, "its checksum does not match its directory");
    }
    int version = trailer.getInt(MappedLayout.VERSION_AT);
    int function = trailer.getInt(24);
    if (trailer.getLong(0) != 0
        || version != KeyLayout.FRAME.version()
        || function != KeyLayout.HASH_FUNCTION) {
      throw new QuiverException(
          ErrorCode.NEWER_FORMAT,
          name,
          version
              + " with features 0x"
              + Long.toHexString(trailer.getLong(0))
              + " and hash function "
              + function,
          KeyLayout.FRAME.version() + " without them and hash function " + KeyLayout.HASH_FUNCTION);
    }
    return new KeyFile(source, layout, trailer, directory);
  }

  public long length() {
    return source.length();
  }

  /** What the manifest notes of the file. */
  public int checksum() {
    return checksum;
  }

  public int fragmentRows() {
    return fragmentRows;
  }

  /** Bytes of the body, whose blocks are correct. */
  private ByteBuffer body(long offset, int length) {
    int last = (int) ((offset + length - 1) / KeyLayout.CHECKED_BYTES);
    for (int i = (int) (offset / KeyLayout.CHECKED_BYTES); i <= last; i++) {
      if (!verified[i]) {
        verify(i);
      }
    }
    return MappedLayout.read(source, MappedLayout.HEADER_BYTES + offset, length);
  }

  private void verify(int index) {
    long at = (long) index * KeyLayout.CHECKED_BYTES;
    int count = (int) Math.min(KeyLayout.CHECKED_BYTES, layout.bodyBytes() - at);
    ByteBuffer block = MappedLayout.read(source, MappedLayout.HEADER_BYTES + at, count);
    if (MappedLayout.checksum(block) != checksums[index]) {
      throw Envelope.corrupt(
          source.name(), "wrong checksum of the block at byte " + (MappedLayout.HEADER_BYTES + at));
    }
    verified[index] = true;
  }

  /** Whether the filter lets a hash pass: always if it is there, seldom if it is not. */
  public boolean mayContain(long hash) {
    long at = (long) KeyFilter.block(hash, layout.blocks()) * KeyFilter.BLOCK_BYTES;
    return KeyFilter.mayContain(body(at, KeyFilter.BLOCK_BYTES), 0, hash);
  }

  @Override
  public int keys() {
    return layout.keys();
  }

  @Override
  public int find(long hash) {
    if (layout.keys() == 0 || !mayContain(hash)) {
      return -1;
    }
    int position = lowerBound(hash);
    return position < layout.keys() && hash(position) == hash ? position : -1;
  }

  /** The first position whose hash is not below. */
  private int lowerBound(long hash) {
    int low = 0;
    int high = (layout.keys() - 1) / PER_BLOCK;
    int found = layout.keys();
    int block = (int) (Math.multiplyHigh(hash >>> 1, (long) layout.keys() << 1) / PER_BLOCK);
    for (int step = 1; low <= high; step *= 2) {
      // Far off, hashes are not even: halve what is left.
      block = step > 8 ? (low + high) >>> 1 : Math.max(low, Math.min(high, block));
      int first = block * PER_BLOCK;
      int count = Math.min(PER_BLOCK, layout.keys() - first);
      ByteBuffer hashes = body(layout.hashesAt() + (long) first * Long.BYTES, count * Long.BYTES);
      if (Long.compareUnsigned(hashes.getLong(0), hash) >= 0) {
        found = first;
        high = block - 1;
        block -= step;
      } else if (Long.compareUnsigned(hashes.getLong((count - 1) * Long.BYTES), hash) < 0) {
        low = block + 1;
        block += step;
      } else {
        return first + within(hashes, count, hash);
      }
    }
    return found;
  }

  /** The first hash of a block that is not below; the first of all is. */
  private static int within(ByteBuffer hashes, int count, long hash) {
    int below = 0;
    int notBelow = count - 1;
    while (notBelow - below > 1) {
      int middle = (below + notBelow) >>> 1;
      if (Long.compareUnsigned(hashes.getLong(middle * Long.BYTES), hash) < 0) {
        below = middle;
      } else {
        notBelow = middle;
      }
    }
    return notBelow;
  }

  @Override
  public long hash(int position) {
    return body(layout.hashesAt() + (long) position * Long.BYTES, Long.BYTES).getLong(0);
  }

  @Override
  public int row(int position) {
    int row = body(layout.rowsAt() + (long) position * Integer.BYTES, Integer.BYTES).getInt(0);
    if (row < 0 || row >= fragmentRows) {
      throw Envelope.corrupt(source.name(), "it names row " + row + " of " + fragmentRows);
    }
    return row;
  }

  @Override
  public int hashes(int from, long[] out) {
    int count = Math.min(out.length, layout.keys() - from);
    if (count > 0) {
      body(layout.hashesAt() + (long) from * Long.BYTES, count * Long.BYTES)
          .asLongBuffer()
          .get(out, 0, count);
    }
    return count;
  }

  /** Compares every block with its checksum, and the filter and the order with the hashes. */
  public void verify() {
    for (int i = 0; i < checksums.length; i++) {
      verify(i);
    }
    for (int i = 0; i < layout.keys(); i++) {
      if (i > 0 && Long.compareUnsigned(hash(i - 1), hash(i)) > 0) {
        throw Envelope.corrupt(source.name(), "hash " + i + " is not in order");
      }
      if (!mayContain(hash(i))) {
        throw Envelope.corrupt(source.name(), "its filter lacks hash " + i);
      }
    }
  }
}
