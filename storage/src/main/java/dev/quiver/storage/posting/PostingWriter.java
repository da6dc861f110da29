package dev.quiver.storage.posting;

import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.format.FileSummary;
import dev.quiver.storage.format.IndexFileWriter;
import dev.quiver.storage.format.MappedLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/** Writes a posting file ({@link PostingLayout}), list by list. For one thread. */
public final class PostingWriter {
  private final IndexFileWriter file;
  private final int words;
  private final int[] counts;
  private int lists;

  /**
   * @param words of a code; 0 for IVF_FLAT
   */
  public PostingWriter(FileSink sink, int lists, int words) {
    this.file = new IndexFileWriter(PostingLayout.KIND, sink);
    this.words = words;
    this.counts = new int[lists];
  }

  /** A buffer for a chunk of the next list, to be filled as the layout has it and given back. */
  public static ByteBuffer chunk(int vectors, int words) {
    return MappedLayout.allocate(PostingLayout.chunkBytes(vectors, words));
  }

  /** Columns of a chunk, each of four bytes a vector. */
  public static int columns(int words) {
    return PostingLayout.chunkBytes(1, words) / Integer.BYTES;
  }

  /** Ends the list that the next chunks would have belonged to. */
  public void endList() {
    lists++;
  }

  /** Adds a chunk to the list; all but the last of a list are full. */
  public void add(ByteBuffer chunk, int vectors) {
    if (counts[lists] % Postings.MAX_CHUNK != 0) {
      throw new IllegalStateException("a chunk behind one of " + counts[lists]);
    }
    counts[lists] += vectors;
    file.add(chunk.duplicate().clear());
  }

  /**
   * Completes and forces the file.
   *
   * @param outside rows with a distance that are in no list; {@code nowhere} have no distance
   */
  public FileSummary finish(UUID generation, int fragmentRows, int[] outside, int[] nowhere) {
    long vectors = Arrays.stream(counts).asLongStream().sum();
    if (vectors + outside.length + nowhere.length != fragmentRows) {
      throw new IllegalStateException(
          vectors + " vectors in lists of a fragment of " + fragmentRows + " rows");
    }
    return file.finish(generation, words, fragmentRows, counts, outside, nowhere);
  }
}
