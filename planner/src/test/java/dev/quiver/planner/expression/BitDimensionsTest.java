package dev.quiver.planner.expression;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.planner.function.VectorFunctions;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.planner.type.SqlTypes;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BitVectorColumn;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.VectorType;
import java.time.Instant;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.junit.jupiter.api.Test;

/** Twelve bits and sixteen take two bytes both, and have no distance. */
class BitDimensionsTest {
  private static final RexBuilder REX = new RexBuilder(QuiverTypeFactory.INSTANCE);
  private static final VectorType TWELVE = new VectorType(12, VectorType.Element.BIT);
  private static final VectorType SIXTEEN = new VectorType(16, VectorType.Element.BIT);

  private static void evaluate(RexNode right) {
    RexNode left = REX.makeInputRef(SqlTypes.of(TWELVE, true, 0), 0);
    Batch batch =
        new DenseBatch(
            1,
            List.of(
                new BitVectorColumn(TWELVE, 1, new byte[2], null),
                new BitVectorColumn(SIXTEEN, 1, new byte[2], null)));
    ExpressionCompiler.compile(REX.makeCall(VectorFunctions.HAMMING_DISTANCE, left, right))
        .evaluate(
            batch, new Evaluation(new Object[] {new byte[2]}, Instant.EPOCH, "ada", () -> {}));
  }

  @Test
  void columnsOfOtherDimensionsAreRefused() {
    assertThatThrownBy(() -> evaluate(REX.makeInputRef(SqlTypes.of(SIXTEEN, true, 0), 1)))
        .hasMessage("HAMMING: expected VECTOR(12), got 16 elements");
  }

  @Test
  void aQueryOfAnotherDimensionIsRefused() {
    assertThatThrownBy(() -> evaluate(REX.makeDynamicParam(SqlTypes.of(SIXTEEN, true, 0), 0)))
        .hasMessage("HAMMING: expected VECTOR(12), got 16 elements");
  }
}
