package dev.quiver.storage.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What transactions over registers did, judged against snapshot isolation.
 *
 * <p>Every value is written once, and each commit has a number, so the state of every snapshot
 * follows from the writes alone. A read of anything else than its snapshot's state (or the
 * transaction's own write) is an aborted read (G1a), an intermediate or dirty read (G1b, G1c), a
 * non-repeatable read or a phantom of another snapshot (G-SI); two transactions of overlapping life
 * that both commit a write of one register are a lost update. Write skew is allowed.
 */
final class History {
  /**
   * A read of a register.
   *
   * @param own the transaction's last write of it, null if there was none
   */
  record Read(long register, @Nullable Long value, @Nullable Long own) {}

  /**
   * A transaction.
   *
   * @param snapshot the commit it saw
   * @param commit the number it got, −1 if it did not commit
   * @param writes the last value of each register that it wrote
   */
  record Txn(long snapshot, long commit, List<Read> reads, Map<Long, Long> writes) {}

  private final List<Txn> transactions;
  private final Map<Long, TreeMap<Long, Long>> versions = new HashMap<>();
  private final Set<Long> aborted = new HashSet<>();
  private final List<String> anomalies = new ArrayList<>();

  /** Registers begin with 0. */
  History(int registers, List<Txn> transactions) {
    this.transactions = transactions;
    for (long register = 0; register < registers; register++) {
      versions.put(register, new TreeMap<>(Map.of(0L, 0L)));
    }
    for (Txn txn : transactions) {
      if (txn.commit() < 0) {
        aborted.addAll(txn.writes().values());
        continue;
      }
      txn.writes()
          .forEach(
              (register, value) -> {
                if (versions.get(register).put(txn.commit(), value) != null) {
                  anomalies.add("two transactions have commit number " + txn.commit());
                }
              });
    }
  }

  List<String> anomalies() {
    for (Txn txn : transactions) {
      txn.reads().forEach(read -> judge(txn, read));
      if (txn.commit() > 0) {
        txn.writes().keySet().forEach(register -> judgeWrite(txn, register));
      }
    }
    return anomalies;
  }

  private void judge(Txn txn, Read read) {
    if (read.own() != null) {
      if (!read.own().equals(read.value())) {
        anomalies.add(txn + " does not read its own write " + read.own());
      }
      return;
    }
    Long right = versions.get(read.register()).floorEntry(txn.snapshot()).getValue();
    if (right.equals(read.value())) {
      return;
    }
    String kind = aborted.contains(read.value()) ? "aborted read (G1a): " : "";
    anomalies.add(
        kind
            + "read "
            + read.value()
            + " of register "
            + read.register()
            + " where its snapshot "
            + txn.snapshot()
            + " has "
            + right);
  }

  private void judgeWrite(Txn txn, long register) {
    var between =
        versions.get(register).subMap(txn.snapshot(), false, txn.commit(), false).keySet();
    if (!between.isEmpty()) {
      anomalies.add(
          "lost update of register "
              + register
              + ": commit "
              + txn.commit()
              + " of snapshot "
              + txn.snapshot()
              + " overwrites commit "
              + between);
    }
  }
}
