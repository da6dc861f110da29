package dev.quiver.storage.posting;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.format.Envelope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.BitSet;
import java.util.UUID;

/**
 * A posting file ({@link PostingLayout}), open for reading.
 *
 * <p>The directory is on the heap, chunks are read from the mapped file; each is checked when it is
 * first read, so that nothing damaged is handed out. Safe for any number of threads; needs no
 * closing.
 */
public final class Postings {
  /** Vectors that a chunk has at most. */
  public static final int MAX_CHUNK = 1_024;

  private final ByteSource source;
  private final UUID generation;
  private final int words;
  private final int fragmentRows;
  private final int checksum;
  private final int[] counts;
  private final int[] firstChunks;
  private final long[] offsets;
  private final int[] outside;
  private final int[] nowhere;
  private final int[] checksums;
  private final boolean[] verified;

  private Postings(ByteSource source, ByteBuffer trailer, ByteBuffer directory) {
    this.source = source;
    this.generation = new UUID(trailer.getLong(0), trailer.getLong(8));
    this.words = trailer.getInt(48);
    this.fragmentRows = trailer.getInt(52);
    this.checksum = trailer.getInt(60);
    IntBuffer ints = directory.asIntBuffer();
    this.counts = take(ints, trailer.getInt(32));
    this.outside = take(ints, trailer.getInt(36));
    this.nowhere = take(ints, trailer.getInt(40));
    this.checksums = take(ints, trailer.getInt(44));
    this.verified = new boolean[checksums.length];
    this.firstChunks = new int[counts.length];
    this.offsets = new long[checksums.length];
    place(trailer.getLong(24));
    checkRows(outside);
    checkRows(nowhere);
  }

  private static int[] take(IntBuffer from, int count) {
    int[] values = new int[count];
    from.get(values);
    return values;
  }

  /**
   * Opens a file.
   *
   * @throws QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static Postings open(ByteSource source) {
    String name = source.name();
    long length = source.length();
    int fixed = PostingLayout.HEADER_BYTES + PostingLayout.TRAILER_BYTES;
    if (length < fixed || length % PostingLayout.ALIGNMENT != 0) {
      throw Envelope.corrupt(name, "it has " + length + " bytes");
    }
    ByteBuffer header = read(source, 0, PostingLayout.HEADER_BYTES);
    if (!PostingLayout.isHeader(header)) {
      throw Envelope.corrupt(name, "it is no posting file");
    }
    long trailerAt = length - PostingLayout.TRAILER_BYTES;
    ByteBuffer trailer = read(source, trailerAt, PostingLayout.TRAILER_BYTES);
    long directoryAt = trailer.getLong(24);
    long entries = 0;
    boolean right = directoryAt >= PostingLayout.HEADER_BYTES && directoryAt <= trailerAt;
    for (int field = 32; field <= 44; field += Integer.BYTES) {
      right &= trailer.getInt(field) >= 0;
      entries += trailer.getInt(field);
    }
    right &= trailer.getInt(48) >= 0 && trailer.getInt(48) <= 2_048 && trailer.getInt(52) >= 0;
    if (!right || PostingLayout.aligned(entries * Integer.BYTES) != trailerAt - directoryAt) {
      throw Envelope.corrupt(name, "its trailer does not fit it");
    }
    ByteBuffer directory = read(source, directoryAt, (int) (trailerAt - directoryAt));
    int stored = trailer.getInt(60);
    int computed = PostingLayout.checksum(header, directory, trailer.slice(0, 60));
    if (stored != computed) {
      throw Envelope.corrupt(name, "its checksum does not match its directory");
    }
    if (trailer.getLong(16) != 0 || trailer.getInt(56) != PostingLayout.VERSION) {
      throw new QuiverException(
          ErrorCode.NEWER_FORMAT,
          name,
          trailer.getInt(56) + " with features 0x" + Long.toHexString(trailer.getLong(16)),
          PostingLayout.VERSION + " without them");
    }
    return new Postings(source, trailer, directory);
  }

  private static ByteBuffer read(ByteSource source, long offset, int length) {
    return source.read(offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void place(long end) {
    long at = PostingLayout.HEADER_BYTES;
    int chunk = 0;
    long vectors = 0;
    for (int list = 0; list < counts.length; list++) {
      firstChunks[list] = chunk;
      vectors += counts[list];
      if (counts[list] < 0
          || chunk + (long) PostingLayout.chunks(counts[list]) > checksums.length) {
        throw damaged("list " + list + " has " + counts[list] + " vectors");
      }
      for (int from = 0; from < counts[list]; from += MAX_CHUNK) {
        offsets[chunk++] = at;
        int size = Math.min(MAX_CHUNK, counts[list] - from);
        at += PostingLayout.aligned(PostingLayout.chunkBytes(size, words));
      }
    }
    if (chunk != checksums.length
        || at != end
        || vectors + outside.length + nowhere.length != fragmentRows) {
      throw damaged("its lists do not add up");
    }
  }

  private void checkRows(int[] rows) {
    for (int row : rows) {
      if (row < 0 || row >= fragmentRows) {
        throw damaged("it names row " + row + " of " + fragmentRows);
      }
    }
  }

  private QuiverException damaged(String what) {
    return Envelope.corrupt(source.name(), what);
  }

  public UUID generation() {
    return generation;
  }

  public int lists() {
    return counts.length;
  }

  /** Words of a code; 0 if there are no codes. */
  public int words() {
    return words;
  }

  public int fragmentRows() {
    return fragmentRows;
  }

  public long length() {
    return source.length();
  }

  /** What the manifest notes of the file. */
  public int checksum() {
    return checksum;
  }

  /** Vectors in a list. */
  public int count(int list) {
    return counts[list];
  }

  /** Rows that have a distance but are in no list. Not to be changed. */
  public int[] outside() {
    return outside;
  }

  /** Rows without a distance. Not to be changed. */
  public int[] nowhere() {
    return nowhere;
  }

  /** Chunks of a list. */
  public int chunks(int list) {
    return PostingLayout.chunks(counts[list]);
  }

  /** Vectors of a chunk of a list. */
  public int size(int list, int chunk) {
    return Math.min(MAX_CHUNK, counts[list] - chunk * MAX_CHUNK);
  }

  /** The bytes of a chunk of a list, in the order of the layout. */
  public ByteBuffer chunk(int list, int chunk) {
    int size = size(list, chunk);
    int index = firstChunks[list] + chunk;
    int bytes = PostingLayout.chunkBytes(size, words);
    if (!verified[index]) {
      verify(index, size, bytes);
    }
    return read(source, offsets[index], bytes);
  }

  /**
   * Reads all lists.
   *
   * @param check called between chunks; may throw
   * @throws QuiverException CORRUPT_FILE if a part is damaged, rows of a list do not ascend, or a
   *     row is not there exactly once
   */
  public void verify(Runnable check) {
    BitSet seen = new BitSet(fragmentRows);
    see(seen, outside, outside.length, -1);
    see(seen, nowhere, nowhere.length, -1);
    int[] rows = new int[MAX_CHUNK];
    for (int list = 0; list < counts.length; list++) {
      int last = -1;
      for (int chunk = 0; chunk < chunks(list); chunk++) {
        check.run();
        int size = size(list, chunk);
        verify(firstChunks[list] + chunk, size, PostingLayout.chunkBytes(size, words));
        chunk(list, chunk).asIntBuffer().get(0, rows, 0, size);
        last = see(seen, rows, size, last);
      }
    }
  }

  /** Notes rows, which must ascend; all were checked to be rows of the fragment. */
  private int see(BitSet seen, int[] rows, int count, int before) {
    int last = before;
    for (int i = 0; i < count; i++) {
      if (seen.get(rows[i])) {
        throw damaged("row " + rows[i] + " is there twice");
      }
      if (rows[i] <= last) {
        throw damaged("row " + rows[i] + " follows row " + last);
      }
      seen.set(rows[i]);
      last = rows[i];
    }
    return last;
  }

  private void verify(int index, int size, int bytes) {
    ByteBuffer whole = read(source, offsets[index], (int) PostingLayout.aligned(bytes));
    if (PostingLayout.checksum(whole) != checksums[index]) {
      throw damaged("wrong checksum of the chunk at byte " + offsets[index]);
    }
    int[] rows = new int[size];
    whole.asIntBuffer().get(rows);
    checkRows(rows);
    verified[index] = true;
  }
}
