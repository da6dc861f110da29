package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the changes of a transaction were thrown away while somebody still reads them. Safe for
 * any number of threads.
 */
final class TransactionFate {
  private volatile @Nullable String ended;

  /**
   * @param how what became of the transaction: "was rolled back"
   */
  void end(String how) {
    ended = how;
  }

  /** What a failed read comes from: a file that went with the transaction is no damage. */
  QuiverException explain(QuiverException failure) {
    String how = ended;
    boolean missing =
        failure.code() == ErrorCode.CORRUPT_FILE || failure.code() == ErrorCode.SNAPSHOT_EXPIRED;
    return how != null && missing
        ? QuiverException.causedBy(failure, ErrorCode.TRANSACTION_ENDED, how)
        : failure;
  }
}
