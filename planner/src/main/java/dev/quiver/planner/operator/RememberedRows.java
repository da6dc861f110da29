package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Evaluation;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.fragment.StoredFragment;
import dev.quiver.storage.index.ListMatches;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Which rows satisfied the conditions of a plan when it ran last, for its next run: searches often
 * come with another vector and the same conditions.
 *
 * <p>What is remembered belongs to committed fragments, which never change, and to the values of
 * the parameters that the conditions name; other values take its place. It is at most {@value
 * #MOST_BYTES} bytes a plan, and up to twice as much for how many rows of each list these are, and
 * goes when memory is short. Nothing is remembered of conditions that depend on anything but
 * columns, literals and parameters. Safe for any number of threads.
 */
final class RememberedRows {
  private static final long MOST_BYTES = 4 << 20;

  private final int @Nullable [] parameters;
  private volatile @Nullable SoftReference<Memory> memory;

  /**
   * @param bits a bit for each row of the fragment, set if it is live and satisfies the conditions
   * @param counts of lists, filled by searches that come again
   */
  record Rows(long[] bits, int matches, ListMatches counts) {
    Rows(long[] bits, int matches) {
      this(bits, matches, new ListMatches());
    }
  }

  private RememberedRows(int @Nullable [] parameters) {
    this.parameters = parameters;
  }

  /** A memory for conditions; one that never remembers where these may change by themselves. */
  static RememberedRows of(List<RexNode> conditions) {
    SortedSet<Integer> named = new TreeSet<>();
    boolean fixed = !conditions.isEmpty();
    for (RexNode condition : conditions) {
      fixed &= isFixed(condition, named);
    }
    return new RememberedRows(fixed ? named.stream().mapToInt(Integer::intValue).toArray() : null);
  }

  /** Whether a condition is always the same for the same columns and parameters. */
  private static boolean isFixed(RexNode node, SortedSet<Integer> parameters) {
    if (node instanceof RexDynamicParam parameter) {
      parameters.add(parameter.getIndex());
      return true;
    }
    if (node instanceof RexCall call && !(node instanceof RexSubQuery)) {
      boolean known =
          switch (call.getKind()) {
            case CAST -> !SqlTypeUtil.isDatetime(call.getType());
            case AND,
                OR,
                NOT,
                IS_NULL,
                IS_NOT_NULL,
                IS_TRUE,
                IS_NOT_TRUE,
                IS_FALSE,
                IS_NOT_FALSE,
                SEARCH,
                LIKE,
                PLUS,
                MINUS,
                TIMES,
                DIVIDE,
                MOD,
                MINUS_PREFIX,
                COALESCE,
                CASE ->
                true;
            default -> SqlKind.COMPARISON.contains(call.getKind());
          };
      return known && call.getOperands().stream().allMatch(o -> isFixed(o, parameters));
    }
    return node.getClass() == RexInputRef.class || node instanceof RexLiteral;
  }

  /** The memory of the values that parameters have in a run; empty if nothing is remembered. */
  Optional<Memory> of(Evaluation evaluation) {
    if (parameters == null) {
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>(parameters.length);
    for (int parameter : parameters) {
      Object value = evaluation.parameter(parameter);
      if (!(value instanceof Number || value instanceof String || value instanceof Boolean)) {
        return Optional.empty();
      }
      values.add(value);
    }
    SoftReference<Memory> reference = memory;
    Memory known = reference == null ? null : reference.get();
    if (known == null || !known.values.equals(values)) {
      known = new Memory(values);
      memory = new SoftReference<>(known);
    }
    return Optional.of(known);
  }

  /** What is remembered of some values of parameters. */
  static final class Memory {
    private final List<Object> values;
    private final Map<Fragment, Rows> rows = new WeakHashMap<>();
    private long bytes;

    private Memory(List<Object> values) {
      this.values = values;
    }

    synchronized @Nullable Rows find(Fragment fragment) {
      return rows.get(fragment);
    }

    /** Remembers rows of a fragment, if it is one that a commit names; they must not change. */
    synchronized void put(Fragment fragment, Rows found) {
      long size = (long) found.bits.length * Long.BYTES;
      if (!(fragment instanceof StoredFragment stored)
          || !stored.isCommitted()
          || size > MOST_BYTES) {
        return;
      }
      if (bytes + size > MOST_BYTES) {
        rows.clear();
        bytes = 0;
      }
      bytes += size;
      rows.put(fragment, found);
    }
  }
}
