package dev.quiver.storage.index;

import dev.quiver.storage.posting.PostingWriter;
import dev.quiver.storage.posting.Postings;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/**
 * Makes full chunks of a list out of parts of other chunks. The codes are copied as they are. For
 * one thread.
 */
final class ChunkFiller {
  private final PostingWriter out;
  private final int words;
  private final int[][] columns;
  private final int[] scratch = new int[Postings.MAX_CHUNK];
  private int filled;

  ChunkFiller(PostingWriter out, int words) {
    this.out = out;
    this.words = words;
    this.columns = new int[PostingWriter.columns(words)][Postings.MAX_CHUNK];
  }

  /**
   * Adds some vectors of a chunk.
   *
   * @param size of the chunk
   * @param places of the vectors in the chunk
   * @param rows of the vectors in the fragment that is written
   */
  void add(ByteBuffer chunk, int size, int[] places, int[] rows, int count) {
    IntBuffer ints = chunk.asIntBuffer();
    for (int done = 0; done < count; ) {
      int some = Math.min(count - done, Postings.MAX_CHUNK - filled);
      System.arraycopy(rows, done, columns[0], filled, some);
      for (int c = 1; c < columns.length; c++) {
        ints.get(c * size, scratch, 0, size);
        for (int i = 0; i < some; i++) {
          columns[c][filled + i] = scratch[places[done + i]];
        }
      }
      filled += some;
      done += some;
      if (filled == Postings.MAX_CHUNK) {
        flush();
      }
    }
  }

  void endList() {
    flush();
    out.endList();
  }

  private void flush() {
    if (filled > 0) {
      ByteBuffer chunk = PostingWriter.chunk(filled, words);
      IntBuffer ints = chunk.asIntBuffer();
      for (int[] column : columns) {
        ints.put(column, 0, filled);
      }
      out.add(chunk, filled);
      filled = 0;
    }
  }
}
