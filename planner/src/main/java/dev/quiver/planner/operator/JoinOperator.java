package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Predicate;
import dev.quiver.planner.expression.Selections;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a {@link JoinPlan}. Pairs are made in runs of a batch's size, so that neither many
 * matches nor a cross join need memory; then come the left rows of the batch without a match, and
 * in the end the right ones.
 */
final class JoinOperator implements Operator {
  private final JoinPlan plan;
  private final ExecutionContext context;
  private final List<DataType> leftTypes;
  private final List<DataType> rightTypes;
  private final HeldMemory memory;
  private @Nullable JoinTable table;
  private @Nullable Operator left;
  private @Nullable Batch leftBatch;
  private int[] candidates = new int[0];
  private boolean[] leftMatched = new boolean[0];
  private boolean[] rightMatched = new boolean[0];
  private int leftRow;
  private boolean finished;

  JoinOperator(JoinPlan plan, ExecutionContext context) {
    this.plan = plan;
    this.context = context;
    this.leftTypes = plan.left().columns();
    this.rightTypes = plan.right().columns();
    this.memory = context.memory(plan);
  }

  @Override
  public @Nullable Batch next() {
    JoinTable right = table == null ? build() : table;
    while (!finished) {
      context.checkCancelled();
      Batch current = leftBatch;
      if (current == null) {
        current = left(right).next();
        if (current == null) {
          finished = true;
          return plan.kind().keepsRight() ? unmatchedRight(right) : null;
        }
        start(current, right);
      }
      Batch result = leftRow < current.size() ? pairs(current, right) : unmatchedLeft(current);
      if (result != null && result.size() > 0) {
        return result;
      }
    }
    return null;
  }

  /** The left side, which may look at the right one's keys from the beginning. */
  private Operator left(JoinTable right) {
    Operator opened = left;
    if (opened == null) {
      opened = openLeft(right);
      left = opened;
    }
    return opened;
  }

  private Operator openLeft(JoinTable right) {
    JoinPlan.Given given = plan.given();
    if (given != null) {
      return context.withJoinKeys(given.join(), right.contained(given)).open(plan.left());
    }
    JoinLookup lookup = plan.lookup();
    return lookup == null
        ? context.open(plan.left())
        : lookup.open(plan.left(), right.rows(), plan.keys(), context);
  }

  private JoinTable build() {
    try (Operator right = context.open(plan.right())) {
      DenseBatch rows = Batches.drain(right, rightTypes, context, memory);
      memory.reserve(rows.size());
      rightMatched = new boolean[rows.size()];
      JoinTable built = new JoinTable(rows, plan.keys(), context.evaluation(), memory);
      table = built;
      return built;
    }
  }

  private void start(Batch batch, JoinTable right) {
    leftBatch = batch;
    leftRow = 0;
    leftMatched = new boolean[batch.size()];
    candidates = right.firstMatches(batch, context.evaluation());
  }

  /** The next pairs that satisfy the conditions; for SEMI and ANTI they are only taken note of. */
  private @Nullable Batch pairs(Batch current, JoinTable right) {
    int[] leftRows = new int[Batch.TARGET_ROWS];
    int[] rightRows = new int[Batch.TARGET_ROWS];
    int count = 0;
    while (leftRow < current.size() && count < Batch.TARGET_ROWS) {
      int candidate = candidates[leftRow];
      boolean decided = !plan.kind().givesRight() && leftMatched[leftRow];
      if (candidate == JoinTable.END || decided) {
        leftRow++;
      } else {
        leftRows[count] = leftRow;
        rightRows[count++] = candidate;
        candidates[leftRow] = right.after(candidate);
      }
    }
    if (count == 0) {
      return null;
    }
    Batch pairs =
        PairBatch.of(
            current.select(leftRows, count),
            new GatheredBatch(right.rows(), rightRows, count),
            leftTypes,
            rightTypes);
    int[] kept = Arrays.copyOf(Selections.all(count), count);
    int keptCount = count;
    for (Predicate condition : plan.conditions()) {
      keptCount = condition.select(pairs, kept, keptCount, kept, context.evaluation());
    }
    for (int i = 0; i < keptCount; i++) {
      leftMatched[leftRows[kept[i]]] = true;
      rightMatched[rightRows[kept[i]]] = true;
    }
    if (!plan.kind().givesRight()) {
      return null;
    }
    return keptCount == count ? pairs : pairs.select(kept, keptCount);
  }

  /** What the left rows give by themselves once all their pairs are known. */
  private @Nullable Batch unmatchedLeft(Batch current) {
    leftBatch = null;
    JoinKind kind = plan.kind();
    if (!kind.keepsLeft() && kind.givesRight()) {
      return null;
    }
    int[] rows = new int[current.size()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      rows[count] = i;
      count += leftMatched[i] == (kind == JoinKind.SEMI) ? 1 : 0;
    }
    if (count == 0) {
      return null;
    }
    Batch alone = current.select(rows, count);
    return kind.givesRight() ? PairBatch.leftAlone(alone, leftTypes, rightTypes) : alone;
  }

  private @Nullable Batch unmatchedRight(JoinTable right) {
    int[] rows = new int[rightMatched.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      rows[count] = i;
      count += rightMatched[i] ? 0 : 1;
    }
    return count == 0
        ? null
        : PairBatch.rightAlone(new GatheredBatch(right.rows(), rows, count), leftTypes, rightTypes);
  }

  @Override
  public void close() {
    memory.close();
    if (left != null) {
      left.close();
    }
  }
}
