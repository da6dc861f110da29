package dev.quiver.planner.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import dev.quiver.planner.type.QuiverTypeFactory;
import dev.quiver.planner.type.SqlTypes;
import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/** Random boolean expressions, vectorised, against a plain evaluator of one row at a time. */
class ExpressionPropertiesTest {
  private static final RexBuilder REX = new RexBuilder(QuiverTypeFactory.INSTANCE);
  private static final DataType DECIMAL = new DecimalType(6, 2);

  /** Of the columns; all but the last are numbers, which are compared with each other. */
  private static final List<DataType> TYPES =
      List.of(
          SimpleType.SMALLINT,
          SimpleType.INTEGER,
          SimpleType.BIGINT,
          DECIMAL,
          SimpleType.REAL,
          SimpleType.DOUBLE,
          SimpleType.VARCHAR);

  private static final int NUMBERS = TYPES.size() - 1;
  private static final List<String> TEXTS = List.of("", "a", "é", "\uD83D\uDE00");

  /** Whole, in between, and around the ends of INTEGER and BIGINT. */
  private static final List<BigDecimal> EXACT =
      Stream.of(
              "-1",
              "0",
              "1",
              "2",
              "1.0",
              "-0.5",
              "0.5",
              "1.5",
              "0.01",
              "32767.5",
              "2147483647.5",
              "9223372036854775806.5",
              "9223372036854775807",
              "9223372036854775807.5",
              "9223372036854775808",
              "-9223372036854775808",
              "-9223372036854775808.5",
              "-9223372036854775809",
              "18446744073709551617")
          .map(BigDecimal::new)
          .toList();

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

  @Property(tries = 600)
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
    boolean mayMatch = predicate.mayMatch(column -> statistics(batch.column(column)), evaluation);
    assertThat(mayMatch || expected.isEmpty()).as("%s is pruned by statistics", node).isTrue();
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
    for (DataType type : TYPES) {
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

  private static Optional<ColumnStatistics> statistics(Column column) {
    Object min = null;
    Object max = null;
    int nulls = 0;
    for (int row = 0; row < column.size(); row++) {
      Object value = column.value(row);
      if (value == null) {
        nulls++;
      } else {
        min = min == null || compare(value, min) < 0 ? value : min;
        max = max == null || compare(value, max) > 0 ? value : max;
      }
    }
    return Optional.of(new ColumnStatistics(min, max, nulls));
  }

  private static Object constant(DataType type, Random random) {
    int number = random.nextInt(4) - 1;
    boolean extreme = random.nextInt(8) == 0;
    if (type == DECIMAL) {
      return new BigDecimal(number * 50).movePointLeft(2).setScale(2);
    }
    return switch ((SimpleType) type) {
      case SMALLINT -> extreme ? Short.MAX_VALUE : number;
      case INTEGER -> extreme ? Integer.MAX_VALUE : number;
      case BIGINT ->
          extreme ? Long.MAX_VALUE - (number + 1) / 2 : number < 0 ? Long.MIN_VALUE : number;
      case REAL -> number / 2f;
      case DOUBLE -> number == 2 ? Double.NaN : number == 0 ? -0.0 : number / 2.0;
      default -> TEXTS.get(number + 1);
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
    int form = random.nextInt(4);
    boolean approximate = random.nextInt(4) == 0; // All of a list: Calcite sorts them by class.
    if (form == 0) {
      List<RexNode> points = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        points.add(literal(type, random, approximate));
      }
      return REX.makeIn(left, points);
    }
    if (form == 1) {
      RexLiteral low = literal(type, random, approximate);
      RexLiteral high = literal(type, random, approximate);
      boolean turned = compare(plain(low), plain(high)) > 0;
      return REX.makeBetween(left, turned ? high : low, turned ? low : high);
    }
    RexNode right =
        form == 2
            ? column(type < NUMBERS ? random.nextInt(NUMBERS) : type, random)
            : literal(type, random, approximate);
    SqlOperator operator = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
    return random.nextBoolean()
        ? REX.makeCall(operator, left, right)
        : REX.makeCall(operator, right, left);
  }

  private static RexNode column(int type, Random random) {
    return REX.makeInputRef(SqlTypes.of(TYPES.get(type), true, 0), type * 2 + random.nextInt(2));
  }

  /** One that the type of a column can be compared with, not always of that type. */
  private static RexLiteral literal(int type, Random random, boolean approximate) {
    if (type >= NUMBERS) {
      return REX.makeLiteral(TEXTS.get(random.nextInt(TEXTS.size())));
    }
    BigDecimal number = EXACT.get(random.nextInt(EXACT.size()));
    if (approximate) {
      return REX.makeApproxLiteral(number);
    }
    // Calcite would call any whole number a BIGINT.
    return number.scale() == 0 && number.precision() > 18
        ? REX.makeExactLiteral(number, SqlTypes.of(new DecimalType(20, 0), false, 0))
        : REX.makeExactLiteral(number);
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
      operands.add(isSarg(operand) ? null : value(operand, batch, row));
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
      case SEARCH -> search(first, (RexLiteral) call.getOperands().get(1));
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

  private static boolean isSarg(RexNode node) {
    return node instanceof RexLiteral literal && literal.getValue() instanceof Sarg;
  }

  private static @Nullable Object search(@Nullable Object value, RexLiteral literal) {
    Sarg<?> sarg = literal.getValueAs(Sarg.class);
    if (value == null) {
      return sarg.nullAs == RexUnknownAs.UNKNOWN ? null : sarg.nullAs == RexUnknownAs.TRUE;
    }
    DataType type = StoredTypes.of(literal.getType());
    for (Range<?> range : sarg.rangeSet.asRanges()) {
      int low = range.hasLowerBound() ? compare(value, bound(range.lowerEndpoint(), type)) : 1;
      int high = range.hasUpperBound() ? compare(value, bound(range.upperEndpoint(), type)) : -1;
      boolean above = low > 0 || low == 0 && range.lowerBoundType() == BoundType.CLOSED;
      boolean below = high < 0 || high == 0 && range.upperBoundType() == BoundType.CLOSED;
      if (above && below) {
        return true;
      }
    }
    return false;
  }

  private static Object plain(RexLiteral literal) {
    return value(literal, new DenseBatch(0, List.of()), 0);
  }

  /** As it is written, if it is a number: not as some type would have it. */
  private static Object bound(Object endpoint, DataType type) {
    return endpoint instanceof Number ? endpoint : Literals.value(endpoint, type);
  }

  private static int compare(Object a, Object b) {
    if (a instanceof String x) {
      return java.util.Arrays.compare(
          x.codePoints().toArray(), ((String) b).codePoints().toArray());
    }
    if (isApproximate(a) || isApproximate(b)) {
      double x = ((Number) a).doubleValue() + 0.0;
      double y = ((Number) b).doubleValue() + 0.0;
      return Double.compare(x, y);
    }
    return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
  }

  private static boolean isApproximate(Object value) {
    return value instanceof Double || value instanceof Float;
  }
}
