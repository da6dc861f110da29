package dev.quiver.storage.posting;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.format.IndexFile;
import dev.quiver.storage.format.MappedLayout;
import java.nio.ByteBuffer;
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

  private final IndexFile file;
  private final int[] counts;
  private final int[] firstChunks;
  private final long[] offsets;

  private Postings(IndexFile file) {
    this.file = file;
    this.counts = file.parts();
    this.firstChunks = new int[counts.length];
    this.offsets = new long[file.blocks()];
    place();
  }

  /**
   * Opens a file.
   *
   * @throws QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static Postings open(ByteSource source) {
    return new Postings(
        IndexFile.open(
            PostingLayout.KIND,
            source,
            trailer -> trailer.width() >= 0 && trailer.width() <= PostingLayout.MOST_WORDS));
  }

  private void place() {
    int words = words();
    long at = MappedLayout.HEADER_BYTES;
    int chunk = 0;
    long vectors = 0;
    for (int list = 0; list < counts.length; list++) {
      firstChunks[list] = chunk;
      vectors += counts[list];
      if (counts[list] < 0 || chunk + (long) PostingLayout.chunks(counts[list]) > offsets.length) {
        throw file.damaged("list " + list + " has " + counts[list] + " vectors");
      }
      for (int from = 0; from < counts[list]; from += MAX_CHUNK) {
        offsets[chunk++] = at;
        int size = Math.min(MAX_CHUNK, counts[list] - from);
        at += MappedLayout.aligned(PostingLayout.chunkBytes(size, words));
      }
    }
    if (chunk != offsets.length
        || at != file.directoryAt()
        || vectors + outside().length + nowhere().length != fragmentRows()) {
      throw file.damaged("its lists do not add up");
    }
  }

  public UUID generation() {
    return file.generation();
  }

  public int lists() {
    return counts.length;
  }

  /** Words of a code; 0 if there are no codes. */
  public int words() {
    return file.width();
  }

  public int fragmentRows() {
    return file.fragmentRows();
  }

  public long length() {
    return file.length();
  }

  /** What the manifest notes of the file. */
  public int checksum() {
    return file.checksum();
  }

  /** Vectors in a list. */
  public int count(int list) {
    return counts[list];
  }

  /** Rows that have a distance but are in no list. Not to be changed. */
  public int[] outside() {
    return file.outside();
  }

  /** Rows without a distance. Not to be changed. */
  public int[] nowhere() {
    return file.nowhere();
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
    int bytes = PostingLayout.chunkBytes(size, words());
    if (!file.isVerified(index)) {
      verify(index, size, bytes);
    }
    return file.read(offsets[index], bytes);
  }

  /**
   * Reads all lists.
   *
   * @param check called between chunks; may throw
   * @throws QuiverException CORRUPT_FILE if a part is damaged, rows of a list do not ascend, or a
   *     row is not there exactly once
   */
  public void verify(Runnable check) {
    BitSet seen = new BitSet(fragmentRows());
    see(seen, outside(), outside().length, -1);
    see(seen, nowhere(), nowhere().length, -1);
    int[] rows = new int[MAX_CHUNK];
    for (int list = 0; list < counts.length; list++) {
      int last = -1;
      for (int chunk = 0; chunk < chunks(list); chunk++) {
        check.run();
        int size = size(list, chunk);
        verify(firstChunks[list] + chunk, size, PostingLayout.chunkBytes(size, words()));
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
        throw file.damaged("row " + rows[i] + " is there twice");
      }
      if (rows[i] <= last) {
        throw file.damaged("row " + rows[i] + " follows row " + last);
      }
      seen.set(rows[i]);
      last = rows[i];
    }
    return last;
  }

  private void verify(int index, int size, int bytes) {
    ByteBuffer whole = file.checked(index, offsets[index], bytes, "chunk");
    for (int i = 0; i < size; i++) {
      file.checkRow(whole.getInt(i * Integer.BYTES));
    }
    file.setVerified(index);
  }
}
