package dev.quiver.planner.operator;

import dev.quiver.storage.index.IndexWork;

/** What one operator did in one run, for EXPLAIN ANALYZE. Times include the inputs'. */
public final class OperatorStatistics {
  private long rows;
  private long nanos;
  private long fragmentsRead;
  private long fragmentsPruned;
  private long rowsScanned;
  private long vectorsScanned;
  private long listsProbed;
  private long codesScanned;
  private long rowsWalked;
  private long rowsReranked;
  private long matches;

  public long rows() {
    return rows;
  }

  public long nanos() {
    return nanos;
  }

  public long fragmentsRead() {
    return fragmentsRead;
  }

  public long fragmentsPruned() {
    return fragmentsPruned;
  }

  /** Live rows that a scan looked at. */
  public long rowsScanned() {
    return rowsScanned;
  }

  /** Vectors whose distance was computed without an index. */
  public long vectorsScanned() {
    return vectorsScanned;
  }

  /** Lists of an index that were looked at. */
  public long listsProbed() {
    return listsProbed;
  }

  /** Vectors whose distance was estimated from their codes. */
  public long codesScanned() {
    return codesScanned;
  }

  /** Rows of graphs whose neighbours were looked at. */
  public long rowsWalked() {
    return rowsWalked;
  }

  /** Rows that searches through an index compared exactly. */
  public long rowsReranked() {
    return rowsReranked;
  }

  /** Rows with an index that satisfied the conditions of a search. */
  public long matches() {
    return matches;
  }

  void matching(long count) {
    matches += count;
  }

  void index(IndexWork work) {
    listsProbed += work.listsProbed();
    codesScanned += work.codesScanned();
    rowsWalked += work.walked();
    rowsReranked += work.compared();
  }

  void add(long newRows, long newNanos) {
    rows += newRows;
    nanos += newNanos;
  }

  void fragment(boolean pruned) {
    fragmentsRead += pruned ? 0 : 1;
    fragmentsPruned += pruned ? 1 : 0;
  }

  void scanned(long newRows) {
    rowsScanned += newRows;
  }

  void vectors(long count) {
    vectorsScanned += count;
  }
}
