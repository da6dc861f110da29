package dev.quiver.storage.index;

import dev.quiver.storage.posting.PostingWriter;
import dev.quiver.storage.posting.Postings;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the lists of a merged fragment together: of parts that had lists those are copied, of the
 * others the rows were assigned and encoded anew. For one thread.
 *
 * <p>In each list rows ascend, as the parts do.
 */
final class ListMerge {
  /** A stretch of the merged fragment's rows: with lists to be copied, or without. */
  record Part(RowRange range, @Nullable Postings postings, int[] places) {}

  private final List<Part> parts;
  private final ChunkFiller filler;
  private final int[] rows = new int[Postings.MAX_CHUNK];
  private final int[] kept = new int[Postings.MAX_CHUNK];
  private final int[] moved = new int[Postings.MAX_CHUNK];

  ListMerge(List<Part> parts, PostingWriter out, int words) {
    this.parts = parts;
    this.filler = new ChunkFiller(out, words);
  }

  /**
   * Writes the next list.
   *
   * @param made chunks with the rows that were encoded anew, which are the merged fragment's
   */
  void write(int list, int madeVectors, List<ByteBuffer> made) {
    int next = 0;
    for (Part part : parts) {
      if (part.postings() == null) {
        next = add(part.range(), madeVectors, made, next);
      } else {
        copy(part.postings(), part.places(), list);
      }
    }
    filler.endList();
  }

  private void copy(Postings postings, int[] places, int list) {
    for (int chunk = 0; chunk < postings.chunks(list); chunk++) {
      int size = postings.size(list, chunk);
      ByteBuffer bytes = postings.chunk(list, chunk);
      bytes.asIntBuffer().get(0, rows, 0, size);
      int count = 0;
      for (int i = 0; i < size; i++) {
        int place = places[rows[i]];
        kept[count] = i;
        moved[count] = place;
        count += place >= 0 ? 1 : 0;
      }
      filler.add(bytes, size, kept, moved, count);
    }
  }

  /** Adds the vectors of a range, which begin at {@code next}; returns where the next begin. */
  private int add(RowRange range, int vectors, List<ByteBuffer> made, int next) {
    int at = next;
    while (at < vectors) {
      ByteBuffer chunk = made.get(at / Postings.MAX_CHUNK);
      int first = at / Postings.MAX_CHUNK * Postings.MAX_CHUNK;
      int size = Math.min(Postings.MAX_CHUNK, vectors - first);
      IntBuffer ints = chunk.asIntBuffer();
      int count = 0;
      while (at < first + size && ints.get(at - first) < range.to()) {
        kept[count] = at - first;
        moved[count++] = ints.get(at - first);
        at++;
      }
      filler.add(chunk, size, kept, moved, count);
      if (at < first + size) {
        break;
      }
    }
    return at;
  }

  /** Rows beside the lists: those of the parts that are copied, and those found anew. */
  static int[] beside(List<Part> parts, Beside of, int[] made) {
    int[] all = made;
    for (Part part : parts) {
      if (part.postings() != null) {
        int[] places = part.places();
        int[] more =
            Arrays.stream(of.rows(part.postings()))
                .map(row -> places[row])
                .filter(p -> p >= 0)
                .toArray();
        int[] both = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, both, all.length, more.length);
        all = both;
      }
    }
    Arrays.sort(all);
    return all;
  }

  /** Which rows that are in no list. */
  interface Beside {
    int[] rows(Postings postings);
  }
}
