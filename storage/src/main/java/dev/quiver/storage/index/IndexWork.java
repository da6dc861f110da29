package dev.quiver.storage.index;

import java.util.List;

/** What a search through an index did. */
public interface IndexWork {
  /** Lists looked at. */
  long listsProbed();

  /** Vectors of which the distance was estimated. */
  long codesScanned();

  /** Vectors compared exactly. */
  long compared();

  /** Rows of graphs whose neighbours were looked at. */
  default long walked() {
    return 0;
  }

  /**
   * Runs a search over fragments that the index covers, in whichever way its method has.
   *
   * @param check called now and then; may throw
   */
  static IndexWork of(
      VectorIndex index,
      IndexSearch.Question question,
      List<FragmentRows> rows,
      Found found,
      Runnable check) {
    return index.definition().method().usesGraphs()
        ? GraphSearch.run(index, question, rows, found, check)
        : IndexSearch.run(index, question, rows, found, check);
  }
}
