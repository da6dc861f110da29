package dev.quiver.parquet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The compressed blocks of one Zstandard frame (RFC 8878, section 3.1.1.3): literals, and sequences
 * of literals and a copy of what came before. A block may go on with the tables of the one before.
 */
final class ZstdBlocks {
  static final int MAX_BLOCK_BYTES = 1 << 17;

  private final byte[] out;
  private final int start;
  private int written;

  private final byte[] literals = new byte[MAX_BLOCK_BYTES];
  private int literalCount;
  private @Nullable ZstdHuffman huffman;
  private @Nullable ZstdStates literalStates;
  private @Nullable ZstdStates copyStates;
  private @Nullable ZstdStates distanceStates;
  private int recent = 1;
  private int older = 4;
  private int oldest = 8;

  /** Writes from {@code start} on; copies reach no further back. */
  ZstdBlocks(byte[] out, int start) {
    this.out = out;
    this.start = start;
    this.written = start;
  }

  /** Where the next byte goes. */
  int written() {
    return written;
  }

  void raw(byte[] from, int position, int length) throws IOException {
    checkRoom(length);
    System.arraycopy(from, position, out, written, length);
    written += length;
  }

  void repeat(byte value, int length) throws IOException {
    checkRoom(length);
    java.util.Arrays.fill(out, written, written + length, value);
    written += length;
  }

  void compressed(ZstdInput in) throws IOException {
    readLiterals(in);
    int count = in.next();
    if (count == 255) {
      count = (int) in.little(2) + 0x7F00;
    } else if (count >= 128) {
      count = ((count - 128) << 8) + in.next();
    }
    int used = count == 0 ? 0 : sequences(in, count);
    raw(literals, used, literalCount - used);
  }

  private void readLiterals(ZstdInput in) throws IOException {
    int header = in.next();
    int format = header >> 2 & 3;
    if ((header & 3) < 2) {
      int more = format == 1 ? 1 : format == 3 ? 2 : 0;
      long size = more == 0 ? header >> 3 : header >> 4 | in.little(more) << 4;
      literalCount = checked(size);
      if ((header & 3) == 0) {
        System.arraycopy(in.bytes, in.skip(literalCount), literals, 0, literalCount);
      } else {
        java.util.Arrays.fill(literals, 0, literalCount, (byte) in.next());
      }
      return;
    }
    int width = format < 2 ? 10 : format == 2 ? 14 : 18;
    long sizes = (header | in.little(format < 2 ? 2 : format + 1) << 8) >> 4;
    literalCount = checked(sizes & ((1 << width) - 1));
    int packed = checked(sizes >> width);
    int end = in.position() + packed;
    ZstdInput part = new ZstdInput(in.bytes, in.skip(packed), end);
    if ((header & 3) == 2) {
      huffman = ZstdHuffman.read(part);
    }
    if (huffman == null) {
      throw new IOException("a Zstandard block that repeats a code where none was");
    }
    unpackLiterals(huffman, part, format == 0);
  }

  private void unpackLiterals(ZstdHuffman code, ZstdInput in, boolean one) throws IOException {
    int end = in.position() + in.left();
    if (one) {
      code.decode(new BackwardBits(in.bytes, in.position(), end), literals, 0, literalCount);
      return;
    }
    int[] sizes = {(int) in.little(2), (int) in.little(2), (int) in.little(2)};
    int quarter = (literalCount + 3) / 4;
    for (int i = 0; i < 4; i++) {
      int size = i < 3 ? sizes[i] : in.left();
      int from = in.skip(size);
      int to = i < 3 ? Math.min(literalCount, quarter * (i + 1)) : literalCount;
      BackwardBits bits = new BackwardBits(in.bytes, from, from + size);
      code.decode(bits, literals, Math.min(to, quarter * i), to);
    }
  }

  /** How many literals they took. */
  private int sequences(ZstdInput in, int count) throws IOException {
    int modes = in.next();
    ZstdStates literal = ZstdSequences.LITERALS.table(modes >> 6, in, literalStates);
    ZstdStates distance = ZstdSequences.DISTANCES.table(modes >> 4 & 3, in, distanceStates);
    ZstdStates copy = ZstdSequences.COPIES.table(modes >> 2 & 3, in, copyStates);
    literalStates = literal;
    distanceStates = distance;
    copyStates = copy;
    BackwardBits bits = new BackwardBits(in.bytes, in.position(), in.position() + in.left());
    int literalState = literal.first(bits);
    int distanceState = distance.first(bits);
    int copyState = copy.first(bits);
    int used = 0;
    for (int i = 0; i < count; i++) {
      int distanceValue = value(ZstdSequences.DISTANCES, distance.symbol(distanceState), bits);
      int copied = value(ZstdSequences.COPIES, copy.symbol(copyState), bits);
      int fresh = value(ZstdSequences.LITERALS, literal.symbol(literalState), bits);
      if (fresh > literalCount - used) {
        throw new IOException("a Zstandard sequence of more literals than there are");
      }
      raw(literals, used, fresh);
      used += fresh;
      copy(distance(distanceValue, fresh), copied);
      if (i + 1 < count) {
        literalState = literal.next(literalState, bits);
        copyState = copy.next(copyState, bits);
        distanceState = distance.next(distanceState, bits);
      }
    }
    if (bits.left() != 0) {
      throw new IOException("Zstandard sequences of another length than they should have");
    }
    return used;
  }

  private static int value(ZstdSequences part, int symbol, BackwardBits bits) {
    return part.base(symbol) + bits.read(part.bits(symbol));
  }

  /** Values up to 3 stand for one of the last three distances. */
  private int distance(int value, int fresh) {
    if (value > 3) {
      oldest = older;
      older = recent;
      recent = value - 3;
      return recent;
    }
    int which = value - 1 + (fresh == 0 ? 1 : 0);
    if (which == 0) {
      return recent;
    }
    int distance = which == 1 ? older : which == 2 ? oldest : recent - 1;
    oldest = which == 1 ? oldest : older;
    older = recent;
    recent = distance;
    return distance;
  }

  private void copy(int distance, int length) throws IOException {
    checkRoom(length);
    if (distance <= 0 || distance > written - start) {
      throw new IOException("a Zstandard copy that leaves its frame");
    }
    Overlap.copy(out, written, distance, length);
    written += length;
  }

  private void checkRoom(int length) throws IOException {
    if (length < 0 || length > out.length - written) {
      throw new IOException("a Zstandard frame of more than " + out.length + " bytes");
    }
  }

  private static int checked(long size) throws IOException {
    if (size > MAX_BLOCK_BYTES) {
      throw new IOException("a Zstandard block of " + size + " bytes");
    }
    return (int) size;
  }
}
