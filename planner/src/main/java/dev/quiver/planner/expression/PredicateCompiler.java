package dev.quiver.planner.expression;

import com.google.common.collect.BoundType;
import dev.quiver.planner.expression.ComparisonPredicate.NullRule;
import dev.quiver.planner.function.JoinKeyOperators;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.TimeType;
import dev.quiver.storage.type.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Sarg;

/**
 * Makes predicates of boolean row expressions, each for one wanted truth value.
 *
 * <p>Wanting FALSE is not the opposite of wanting TRUE, because of UNKNOWN; NOT is compiled by
 * wanting the other one of its operand.
 */
final class PredicateCompiler {
  private PredicateCompiler() {}

  /** The rows for which the node is TRUE, or for which it is FALSE. */
  static Predicate compile(RexNode node, boolean wanted) {
    if (!(node instanceof RexCall call)) {
      return new Conditions.Holds(ExpressionCompiler.compile(node), wanted);
    }
    if (JoinKeyOperators.isHolds(call)) {
      return complementUnless(
          wanted,
          new JoinKeysPredicate(
              JoinKeyOperators.join(call),
              ExpressionCompiler.compileAll(JoinKeyOperators.key(call))));
    }
    RexNode first = call.getOperands().isEmpty() ? call : call.getOperands().get(0);
    return switch (call.getKind()) {
      case AND -> wanted ? all(call, true) : any(call, false);
      case OR -> wanted ? any(call, true) : all(call, false);
      case NOT -> compile(first, !wanted);
      case IS_TRUE -> complementUnless(wanted, compile(first, true));
      case IS_NOT_TRUE -> complementUnless(!wanted, compile(first, true));
      case IS_FALSE -> complementUnless(wanted, compile(first, false));
      case IS_NOT_FALSE -> complementUnless(!wanted, compile(first, false));
      case IS_NULL, IS_UNKNOWN ->
          new Conditions.NullTest(ExpressionCompiler.compile(first), wanted);
      case IS_NOT_NULL -> new Conditions.NullTest(ExpressionCompiler.compile(first), !wanted);
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          compare(
              wanted ? call.getKind() : call.getKind().negateNullSafe(),
              ExpressionCompiler.compile(first),
              ExpressionCompiler.compile(call.getOperands().get(1)));
      case IS_DISTINCT_FROM -> distinct(call, wanted);
      case IS_NOT_DISTINCT_FROM -> distinct(call, !wanted);
      case SEARCH -> search(call, wanted);
      case LIKE -> LikePredicate.compile(call, wanted);
      default -> new Conditions.Holds(ExpressionCompiler.compile(node), wanted);
    };
  }

  private static Predicate complementUnless(boolean keep, Predicate predicate) {
    return keep ? predicate : new Conditions.Complement(predicate);
  }

  private static Predicate all(RexCall call, boolean wanted) {
    return new Conditions.All(parts(call, wanted));
  }

  private static Predicate any(RexCall call, boolean wanted) {
    return new Conditions.Any(parts(call, wanted));
  }

  private static List<Predicate> parts(RexCall call, boolean wanted) {
    List<Predicate> parts = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      parts.add(compile(operand, wanted));
    }
    return parts;
  }

  /** A comparison whose unknown rows do not qualify. */
  static Predicate compare(SqlKind kind, Expression left, Expression right) {
    if (left.isConstant() && !right.isConstant()) {
      return compare(kind.reverse(), right, left);
    }
    DataType common = Comparisons.common(left.type(), right.type());
    Expression a = operand(left, common);
    Expression b = operand(right, common);
    if (b.isConstant()) {
      Constant bound = Constant.folded(b);
      Range range =
          switch (kind) {
            case EQUALS, NOT_EQUALS -> Range.point(bound);
            case LESS_THAN -> new Range(null, false, bound, false);
            case LESS_THAN_OR_EQUAL -> new Range(null, false, bound, true);
            case GREATER_THAN -> new Range(bound, false, null, false);
            default -> new Range(bound, true, null, false);
          };
      return new RangePredicate(a, List.of(range), kind == SqlKind.NOT_EQUALS, false);
    }
    return new ComparisonPredicate(
        Comparisons.form(common), a, b, accepted(kind), NullRule.UNKNOWN);
  }

  private static int accepted(SqlKind kind) {
    return switch (kind) {
      case EQUALS -> ComparisonPredicate.EQUAL;
      case NOT_EQUALS -> ComparisonPredicate.LESS | ComparisonPredicate.GREATER;
      case LESS_THAN -> ComparisonPredicate.LESS;
      case LESS_THAN_OR_EQUAL -> ComparisonPredicate.LESS | ComparisonPredicate.EQUAL;
      case GREATER_THAN -> ComparisonPredicate.GREATER;
      default -> ComparisonPredicate.GREATER | ComparisonPredicate.EQUAL;
    };
  }

  private static Predicate distinct(RexCall call, boolean wanted) {
    Expression left = ExpressionCompiler.compile(call.getOperands().get(0));
    Expression right = ExpressionCompiler.compile(call.getOperands().get(1));
    DataType common = Comparisons.common(left.type(), right.type());
    return new ComparisonPredicate(
        Comparisons.form(common),
        operand(left, common),
        operand(right, common),
        accepted(wanted ? SqlKind.NOT_EQUALS : SqlKind.EQUALS),
        NullRule.VALUE);
  }

  /**
   * An operand of a comparison; left as it is where its values compare well without a cast: {@link
   * LongRanges} and {@link Comparisons#compare} compare integers with decimals.
   */
  private static Expression operand(Expression operand, DataType common) {
    Expression bare = withoutWidening(operand);
    DataType type = bare.type();
    boolean comparable =
        common instanceof DecimalType
            || Numbers.isInteger(type) && common == SimpleType.BIGINT
            || type == SimpleType.REAL && common == SimpleType.DOUBLE
            || type instanceof TimeType && common instanceof TimeType
            || type instanceof TimestampType && common instanceof TimestampType;
    Expression cast = comparable ? bare : Casts.to(common, bare);
    return bare.isConstant() ? Constant.folded(cast) : cast;
  }

  /**
   * What is inside a cast that changes no number: then statistics apply, and no array is copied.
   */
  private static Expression withoutWidening(Expression operand) {
    return operand instanceof Casts cast && holdsAll(cast.type(), cast.operand().type())
        ? cast.operand()
        : operand;
  }

  /** Whether a type holds every value of an integer or decimal type. */
  private static boolean holdsAll(DataType type, DataType from) {
    if (from instanceof DecimalType exact) {
      return type instanceof DecimalType wide
          && wide.scale() >= exact.scale()
          && wide.precision() - wide.scale() >= exact.precision() - exact.scale();
    }
    return Numbers.isInteger(from) && holdsAllIntegers(type, from);
  }

  private static boolean holdsAllIntegers(DataType type, DataType integers) {
    if (type instanceof DecimalType decimal) {
      int digits = Long.toString(Numbers.max(integers)).length();
      return decimal.precision() - decimal.scale() >= digits;
    }
    return Numbers.isInteger(type) && Numbers.max(integers) <= Numbers.max(type);
  }

  private static Predicate search(RexCall call, boolean wanted) {
    Expression operand = ExpressionCompiler.compile(call.getOperands().get(0));
    RexLiteral literal = (RexLiteral) call.getOperands().get(1);
    Sarg<?> sarg = Objects.requireNonNull(literal.getValueAs(Sarg.class), "search argument");
    DataType type = StoredTypes.of(literal.getType());
    DataType common = Comparisons.common(operand.type(), type);
    List<Range> ranges = new ArrayList<>();
    for (com.google.common.collect.Range<?> range : sarg.rangeSet.asRanges()) {
      ranges.add(
          new Range(
              range.hasLowerBound() ? bound(range.lowerEndpoint(), type, common) : null,
              range.hasLowerBound() && range.lowerBoundType() == BoundType.CLOSED,
              range.hasUpperBound() ? bound(range.upperEndpoint(), type, common) : null,
              range.hasUpperBound() && range.upperBoundType() == BoundType.CLOSED));
    }
    RexUnknownAs wantedUnknown = wanted ? RexUnknownAs.TRUE : RexUnknownAs.FALSE;
    return new RangePredicate(
        operand(operand, common), ranges, !wanted, sarg.nullAs == wantedUnknown);
  }

  private static Constant bound(Object value, DataType type, DataType common) {
    return Constant.folded(operand(Constant.literal(type, Literals.value(value, type)), common));
  }
}
