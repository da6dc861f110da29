package dev.quiver.planner.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.SimpleType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Random boolean expressions, vectorised, against a plain evaluator of one row at a time. */
class ExpressionPropertiesTest {
  private static final RexBuilder REX = new RexBuilder(QuiverTypeFactory.INSTANCE);
  private static final List<SimpleType> TYPES =
      List.of(SimpleType.INTEGER, SimpleType.BIGINT, SimpleType.DOUBLE, SimpleType.VARCHAR);
  private static final List<SqlOperator> COMPARISONS =
      List.of(
          SqlStdOperatorTable.EQUALS,
          SqlStdOperatorTable.NOT_EQUALS,
          SqlStdOperatorTable.LESS_THAN,
          SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
          SqlStdOperatorTable.GREATER_THAN,
          SqlStdOperatorTable.GREATER_THAN_OR_EQUAL,
          SqlStdOperatorTable.IS_DISTINCT_FROM,
          SqlStdOperatorTable.IS_NOT_DISTINCT_FROM);
  private static final List<SqlOperator> TESTS =
      List.of(
          SqlStdOperatorTable.NOT,
          SqlStdOperatorTable.IS_TRUE,
          SqlStdOperatorTable.IS_NOT_TRUE,
          SqlStdOperatorTable.IS_FALSE,
          SqlStdOperatorTable.IS_NOT_FALSE,
          SqlStdOperatorTable.IS_NULL,
          SqlStdOperatorTable.IS_NOT_NULL);

  @Property(tries = 300)
  void predicatesAndValuesAgreeWithOneRowAtATime(@ForAll long seed) {
    Random random = new Random(seed);
    Batch batch = batch(random, 1 + random.nextInt(60));
    RexNode node = bool(random, 4);
    Evaluation evaluation = new Evaluation(new Object[0], Instant.EPOCH, "ada", () -> {});

    Column values = ExpressionCompiler.compile(node).evaluate(batch, evaluation);
    Predicate predicate = ExpressionCompiler.compilePredicate(node);
    int[] out = new int[batch.size()];
    int count =
        predicate.select(batch, Selections.all(batch.size()), batch.size(), out, evaluation);
    List<Integer> expected = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      Object truth = value(node, batch, row);
      assertThat(values.value(row)).as("%s in row %d", node, row).isEqualTo(truth);
      if (Boolean.TRUE.equals(truth)) {
        expected.add(row);
      }
    }
    assertThat(java.util.Arrays.stream(out, 0, count).boxed().toList())
        .as(node.toString())
        .isEqualTo(expected);
  }

  @Property(tries = 100)
  void narrowingInPlaceIsTheSame(@ForAll long seed) {
    Random random = new Random(seed);
    Batch batch = batch(random, 50);
    Predicate predicate = ExpressionCompiler.compilePredicate(bool(random, 3));
    Evaluation evaluation = new Evaluation(new Object[0], Instant.EPOCH, "ada", () -> {});
    int[] some = random.ints(50, 0, 50).sorted().distinct().toArray();
    int[] apart = new int[50];
    int apartCount = predicate.select(batch, some, some.length, apart, evaluation);
    int[] place = some.clone();
    int placeCount = predicate.select(batch, place, place.length, place, evaluation);

    assertThat(java.util.Arrays.copyOf(place, placeCount))
        .isEqualTo(java.util.Arrays.copyOf(apart, apartCount));
  }

  private static Batch batch(Random random, int size) {
    List<Column> columns = new ArrayList<>();
    for (SimpleType type : TYPES) {
      for (int copy = 0; copy < 2; copy++) {
        ColumnBuilder builder = ColumnBuilder.of(type);
        for (int row = 0; row < size; row++) {
          builder.append(random.nextInt(5) == 0 ? null : constant(type, random));
        }
        columns.add(builder.build());
      }
    }
    return new DenseBatch(size, columns);
  }

  private static Object constant(SimpleType type, Random random) {
    int number = random.nextInt(4) - 1;
    return switch (type) {
      case INTEGER -> number;
      case BIGINT -> (long) number;
      case DOUBLE -> number == 2 ? Double.NaN : number == 0 ? -0.0 : (double) number;
      default -> List.of("", "a", "é", "\uD83D\uDE00").get(number + 1);
    };
  }

  private static RexNode bool(Random random, int depth) {
    int choice = depth == 0 ? 0 : random.nextInt(5);
    if (choice <= 1) {
      return comparison(random);
    }
    if (choice == 2) {
      return REX.makeCall(TESTS.get(random.nextInt(TESTS.size())), bool(random, depth - 1));
    }
    return REX.makeCall(
        choice == 3 ? SqlStdOperatorTable.AND : SqlStdOperatorTable.OR,
        bool(random, depth - 1),
        bool(random, depth - 1),
        bool(random, depth - 1));
  }

  private static RexNode comparison(Random random) {
    int type = random.nextInt(TYPES.size());
    RexNode left = column(type, random);
    RexNode right = random.nextBoolean() ? column(type, random) : literal(TYPES.get(type), random);
    SqlOperator operator = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
    return random.nextBoolean()
        ? REX.makeCall(operator, left, right)
        : REX.makeCall(operator, right, left);
  }

  private static RexNode column(int type, Random random) {
    RelDataType sql =
        QuiverTypeFactory.INSTANCE.createTypeWithNullability(
            QuiverTypeFactory.INSTANCE.createSqlType(SqlTypeName.valueOf(TYPES.get(type).name())),
            true);
    return REX.makeInputRef(sql, type * 2 + random.nextInt(2));
  }

  private static RexNode literal(SimpleType type, Random random) {
    return switch (type) {
      case INTEGER -> REX.makeExactLiteral(BigDecimal.valueOf(random.nextInt(4) - 1));
      case BIGINT -> REX.makeBigintLiteral(BigDecimal.valueOf(random.nextInt(4) - 1));
      case DOUBLE -> REX.makeApproxLiteral(BigDecimal.valueOf(random.nextInt(4) - 1));
      default -> REX.makeLiteral(List.of("", "a", "é", "\uD83D\uDE00").get(random.nextInt(4)));
    };
  }

  /** The plain evaluator: three-valued logic as the standard's tables have it. */
  private static @Nullable Object value(RexNode node, Batch batch, int row) {
    if (node instanceof RexInputRef reference) {
      return batch.column(reference.getIndex()).value(row);
    }
    if (node instanceof RexLiteral literal) {
      return Literals.value(literal, StoredTypes.of(literal.getType()));
    }
    RexCall call = (RexCall) node;
    List<Object> operands = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      operands.add(value(operand, batch, row));
    }
    Object first = operands.get(0);
    return switch (call.getKind()) {
      case AND -> operands.contains(false) ? (Object) false : operands.contains(null) ? null : true;
      case OR -> operands.contains(true) ? (Object) true : operands.contains(null) ? null : false;
      case NOT -> first == null ? null : !((Boolean) first);
      case IS_TRUE -> Boolean.TRUE.equals(first);
      case IS_NOT_TRUE -> !Boolean.TRUE.equals(first);
      case IS_FALSE -> Boolean.FALSE.equals(first);
      case IS_NOT_FALSE -> !Boolean.FALSE.equals(first);
      case IS_NULL -> first == null;
      case IS_NOT_NULL -> first != null;
      default -> compare(call, first, operands.get(1));
    };
  }

  private static @Nullable Object compare(RexCall call, @Nullable Object a, @Nullable Object b) {
    boolean known = a != null && b != null;
    int order = known ? compare(a, b) : 0;
    return switch (call.getKind()) {
      case IS_DISTINCT_FROM -> known ? order != 0 : a != b;
      case IS_NOT_DISTINCT_FROM -> known ? order == 0 : a == b;
      case EQUALS -> known ? order == 0 : null;
      case NOT_EQUALS -> known ? order != 0 : null;
      case LESS_THAN -> known ? order < 0 : null;
      case LESS_THAN_OR_EQUAL -> known ? order <= 0 : null;
      case GREATER_THAN -> known ? order > 0 : null;
      default -> known ? order >= 0 : null;
    };
  }

  private static int compare(Object a, Object b) {
    if (a instanceof String x) {
      return java.util.Arrays.compare(
          x.codePoints().toArray(), ((String) b).codePoints().toArray());
    }
    double x = ((Number) a).doubleValue() + 0.0;
    double y = ((Number) b).doubleValue() + 0.0;
    return Double.compare(x, y);
  }
}
