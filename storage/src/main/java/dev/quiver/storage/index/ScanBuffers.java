package dev.quiver.storage.index;

import dev.quiver.functions.quantiser.CodeScan;
import dev.quiver.functions.quantiser.CodeTerms;
import dev.quiver.storage.posting.Postings;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The scratch memory of one search through lists, kept for the next search: clearing it anew would
 * cost as much as a list. What is in it is undefined; for one thread at a time.
 */
final class ScanBuffers {
  /** Those of more searches at once are left to the collector. */
  private static final int KEPT = 16;

  private static final Queue<ScanBuffers> IDLE = new ArrayBlockingQueue<>(KEPT);

  final CodeScan scan = new CodeScan(Postings.MAX_CHUNK);
  final CodeTerms terms = CodeTerms.of(Postings.MAX_CHUNK);
  final int[] rows = new int[Postings.MAX_CHUNK];
  final int[] column = new int[Postings.MAX_CHUNK];
  final int[] next = new int[Postings.MAX_CHUNK];
  final int[] places = new int[Postings.MAX_CHUNK];
  final long[] order = new long[Postings.MAX_CHUNK];

  private ScanBuffers() {}

  static ScanBuffers take() {
    ScanBuffers idle = IDLE.poll();
    return idle == null ? new ScanBuffers() : idle;
  }

  /** Gives it back; it must not be used any more. */
  void release() {
    IDLE.offer(this);
  }
}
