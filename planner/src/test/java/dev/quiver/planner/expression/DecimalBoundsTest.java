package dev.quiver.planner.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.planner.type.SqlTypes;
import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An integer column against constants that are no integers, or none that fit. */
class DecimalBoundsTest {
  private static final RexBuilder REX = new RexBuilder(QuiverTypeFactory.INSTANCE);
  private static final Long[] VALUES = {1L, 2L, 3L, null, Long.MAX_VALUE};

  /** The values that a comparison leaves, and whether a fragment of 5 to 9 may have any. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=  | 1.5                   |             | false",
        "=  | 2.00                  | 2           | false",
        "<> | 1.5                   | 1 2 3 MAX   | true",
        "<  | 2.5                   | 1 2         | false",
        "<= | 2.5                   | 1 2         | false",
        "<  | 2.0                   | 1           | false",
        ">= | 1.5                   | 2 3 MAX     | true",
        ">  | 1.5                   | 2 3 MAX     | true",
        ">  | 8.5                   | MAX         | true",
        ">  | 9.5                   | MAX         | false",
        "=  | 9223372036854775808   |             | false",
        "<> | 9223372036854775808   | 1 2 3 MAX   | true",
        "<  | 9223372036854775808   | 1 2 3 MAX   | true",
        ">= | 9223372036854775808   |             | false",
        ">  | 9223372036854775807   |             | false",
        ">  | -9223372036854775809  | 1 2 3 MAX   | true",
        "<= | -9223372036854775809  |             | false",
        "=  | 18446744073709551617  |             | false",
      })
  void boundsAreRounded(String sign, BigDecimal bound, String expected, boolean mayMatch) {
    SqlOperator operator =
        List.of(
                SqlStdOperatorTable.EQUALS,
                SqlStdOperatorTable.NOT_EQUALS,
                SqlStdOperatorTable.LESS_THAN,
                SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
                SqlStdOperatorTable.GREATER_THAN,
                SqlStdOperatorTable.GREATER_THAN_OR_EQUAL)
            .stream()
            .filter(o -> o.getName().equals(sign))
            .findFirst()
            .orElseThrow();
    RexInputRef column = REX.makeInputRef(SqlTypes.of(SimpleType.BIGINT, true, 0), 0);
    RexNode parameter = REX.makeDynamicParam(SqlTypes.of(new DecimalType(38, 2), true, 0), 0);
    RexNode literal =
        REX.makeExactLiteral(
            bound, SqlTypes.of(new DecimalType(bound.precision(), bound.scale()), false, 0));
    RexNode wide =
        REX.makeAbstractCast(SqlTypes.of(new DecimalType(38, 2), true, 0), column, false);
    for (RexNode node :
        List.of(
            REX.makeCall(operator, column, literal),
            REX.makeCall(operator.reverse(), literal, column),
            REX.makeCall(operator, column, parameter),
            REX.makeCall(operator, wide, parameter))) {
      Predicate predicate = ExpressionCompiler.compilePredicate(node);

      assertThat(values(predicate, bound))
          .as(node.toString())
          .isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
      assertThat(
              predicate.mayMatch(
                  i -> Optional.of(new ColumnStatistics(5L, 9L, 3)), evaluation(bound)))
          .as("%s may match", node)
          .isEqualTo(mayMatch);
      assertThat(values(ExpressionCompiler.compilePredicate(not(node)), bound))
          .as("NOT %s", node)
          .doesNotContain("null")
          .hasSize(VALUES.length - 1 - values(predicate, bound).size());
    }
  }

  private static RexNode not(RexNode node) {
    return REX.makeCall(SqlStdOperatorTable.NOT, node);
  }

  private static Evaluation evaluation(Object parameter) {
    return new Evaluation(new Object[] {parameter}, Instant.EPOCH, "ada", () -> {});
  }

  private static List<String> values(Predicate predicate, BigDecimal parameter) {
    ColumnBuilder builder = ColumnBuilder.of(SimpleType.BIGINT);
    for (Long value : VALUES) {
      builder.append(value);
    }
    DenseBatch batch = new DenseBatch(VALUES.length, List.of(builder.build()));
    int[] out = new int[VALUES.length];
    int count =
        predicate.select(
            batch, Selections.all(VALUES.length), VALUES.length, out, evaluation(parameter));
    List<String> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Long value = VALUES[out[i]];
      found.add(value != null && value == Long.MAX_VALUE ? "MAX" : String.valueOf(value));
    }
    return found;
  }
}
