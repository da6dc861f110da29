package dev.quiver.planner.operator;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.HeapBytes;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a {@link NearestJoinPlan}: takes input rows by the thousand, searches for all of them
 * together, then gives what each found.
 */
final class NearestJoinOperator implements Operator {
  private static final int BLOCK_ROWS = 1_024;

  private final NearestJoinPlan plan;
  private final ExecutionContext context;
  private final List<DataType> inputTypes;
  private final List<DataType> searchTypes;
  private final Operator input;
  private final HeldMemory blockMemory;
  private final HeldMemory resultMemory;
  private final NearestBatch search;
  private @Nullable DenseBatch block;
  private int searched;
  private @Nullable Pairs pairs;

  /** Rows of the block beside rows found; the input rows without any come in the end. */
  private static final class Pairs {
    private final DenseBatch found;
    private final int[] inputRows;
    private final int[] foundRows;
    private final int[] alone;
    private final int aloneCount;
    private int given;
    private boolean aloneGiven;

    Pairs(NearestBatch.Results results, int first) {
      found = results.rows();
      int[] ends = results.ends();
      int count = 0;
      int without = 0;
      for (int i = 0; i < ends.length; i++) {
        int matches = ends[i] - results.start(i);
        count += matches;
        without += matches == 0 ? 1 : 0;
      }
      inputRows = new int[count];
      foundRows = new int[count];
      alone = new int[without];
      int pair = 0;
      int single = 0;
      for (int i = 0; i < ends.length; i++) {
        for (int row = results.start(i); row < ends[i]; row++) {
          inputRows[pair] = first + i;
          foundRows[pair++] = row;
        }
        if (ends[i] == results.start(i)) {
          alone[single++] = first + i;
        }
      }
      aloneCount = single;
    }
  }

  NearestJoinOperator(NearestJoinPlan plan, ExecutionContext context) {
    this.plan = plan;
    this.context = context;
    this.inputTypes = plan.input().columns();
    this.searchTypes = plan.search().columns();
    this.blockMemory = context.memory(plan);
    this.resultMemory = context.memory(plan);
    this.search =
        new NearestBatch(plan.search(), context, context.statistics(plan), context.memory(plan));
    this.input = context.open(plan.input());
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      context.checkCancelled();
      Pairs current = pairs;
      if (current != null) {
        Batch batch = joined(current);
        if (batch != null) {
          return batch;
        }
        pairs = null;
      }
      DenseBatch rows = block;
      if (rows == null || searched == rows.size()) {
        rows = nextBlock();
        if (rows == null) {
          return null;
        }
      }
      search(rows);
    }
  }

  private @Nullable DenseBatch nextBlock() {
    blockMemory.resize(0);
    List<DenseBatch> batches = new ArrayList<>();
    int rows = 0;
    while (rows < BLOCK_ROWS) {
      Batch batch = input.next();
      if (batch == null) {
        break;
      }
      DenseBatch dense = Batches.materialise(batch);
      blockMemory.reserve(2 * HeapBytes.of(dense)); // also for putting them together
      batches.add(dense);
      rows += dense.size();
    }
    block = rows == 0 ? null : Batches.concatenate(inputTypes, batches);
    searched = 0;
    return block;
  }

  /** Searches for as many further rows of the block as go together. */
  private void search(DenseBatch rows) {
    resultMemory.resize(0);
    int count = Math.min(search.mostQueries(), rows.size() - searched);
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = searched + i;
    }
    Column queries =
        plan.search().query().evaluate(rows.select(chosen, count), context.evaluation());
    pairs = new Pairs(search.run(queries, count, resultMemory), searched);
    searched += count;
  }

  private @Nullable Batch joined(Pairs current) {
    DenseBatch rows = Objects.requireNonNull(block);
    int count = Math.min(Batch.TARGET_ROWS, current.inputRows.length - current.given);
    if (count > 0) {
      int[] left = new int[count];
      int[] right = new int[count];
      System.arraycopy(current.inputRows, current.given, left, 0, count);
      System.arraycopy(current.foundRows, current.given, right, 0, count);
      current.given += count;
      Batch inputs = new GatheredBatch(rows, left, count);
      Batch both =
          PairBatch.of(
              inputs, new GatheredBatch(current.found, right, count), inputTypes, searchTypes);
      return PairBatch.of(
          inputs,
          new ProjectedBatch(both, plan.results(), context.evaluation()),
          inputTypes,
          plan.resultTypes());
    }
    if (current.aloneGiven || current.aloneCount == 0 || !plan.kind().keepsLeft()) {
      return null;
    }
    current.aloneGiven = true;
    return PairBatch.leftAlone(
        new GatheredBatch(rows, current.alone, current.aloneCount), inputTypes, plan.resultTypes());
  }

  @Override
  public void close() {
    search.close();
    blockMemory.close();
    resultMemory.close();
    input.close();
  }
}
