package dev.quiver.storage.posting;

import dev.quiver.storage.format.IndexFile;
import dev.quiver.storage.format.MappedLayout;

/**
 * The posting lists of one index in one fragment: an {@link IndexFile} {@code
 * indexes/<uuid>.postings} with magic "QUIVPSTG", format version 1, and
 *
 * <pre>
 * blocks     list by list, each cut into chunks of at most 1,024 vectors; a chunk of m vectors is
 *              int32[m]      their rows in the fragment, ascending in a list
 *              int32[w][m]   codes, word by word; w = 0 for IVF_FLAT, which has no more
 *              float32[m]    base, then slope, then error ({@code Encoder.Terms})
 * directory  int32[n]   vectors of each list
 * trailer    width w, words of a code
 * </pre>
 *
 * <p>Rows outside are too long for estimates.
 */
final class PostingLayout {
  static final IndexFile.Kind KIND =
      new IndexFile.Kind(new MappedLayout("QUIVPSTG", 1), "posting file", 0);
  static final int TERMS = 3;
  static final int MOST_WORDS = 2_048;

  private PostingLayout() {}

  /** Bytes of a chunk without the zeros behind it. */
  static int chunkBytes(int vectors, int words) {
    return Integer.BYTES * vectors * (1 + (words == 0 ? 0 : words + TERMS));
  }

  static int chunks(int vectors) {
    return (vectors + Postings.MAX_CHUNK - 1) / Postings.MAX_CHUNK;
  }
}
