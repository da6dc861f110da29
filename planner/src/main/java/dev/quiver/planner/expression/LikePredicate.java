package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.text.LikePattern;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.type.SimpleType;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.jspecify.annotations.Nullable;

/** LIKE and ILIKE; a constant pattern is prepared once per execution. */
record LikePredicate(
    Expression text,
    Expression pattern,
    @Nullable Expression escape,
    boolean caseSensitive,
    boolean wanted)
    implements Predicate {

  static Predicate compile(RexCall call, boolean wanted) {
    SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
    List<RexNode> operands = call.getOperands();
    return new LikePredicate(
        ExpressionCompiler.compileAs(SimpleType.VARCHAR, operands.get(0)),
        ExpressionCompiler.compileAs(SimpleType.VARCHAR, operands.get(1)),
        operands.size() > 2
            ? ExpressionCompiler.compileAs(SimpleType.VARCHAR, operands.get(2))
            : null,
        operator.isCaseSensitive(),
        wanted != operator.isNegated());
  }

  @Override
  public int select(Batch batch, int[] in, int count, int[] out, Evaluation evaluation) {
    if (count == 0) {
      return 0;
    }
    boolean whole = text instanceof InputReference || count == batch.size();
    Batch rows = whole ? batch : batch.select(in, count);
    BytesColumn texts = (BytesColumn) text.evaluate(rows, evaluation);
    boolean constant = pattern.isConstant() && (escape == null || escape.isConstant());
    LikePattern fixed = constant ? fixed(evaluation) : null;
    BytesColumn patterns = constant ? texts : (BytesColumn) pattern.evaluate(rows, evaluation);
    BytesColumn escapes =
        constant || escape == null ? null : (BytesColumn) escape.evaluate(rows, evaluation);
    int n = 0;
    for (int i = 0; i < count; i++) {
      int row = whole ? in[i] : i;
      out[n] = in[i];
      if (texts.isNull(row)) {
        continue;
      }
      LikePattern matcher = constant ? fixed : matcher(patterns, escapes, row);
      n += matcher != null && matches(matcher, texts, row) == wanted ? 1 : 0;
    }
    return n;
  }

  private static boolean matches(LikePattern matcher, BytesColumn texts, int row) {
    return matcher.matches(texts.bytes(), texts.start(row), texts.end(row));
  }

  private @Nullable LikePattern fixed(Evaluation evaluation) {
    BytesColumn one = (BytesColumn) Constant.folded(pattern).single(evaluation);
    BytesColumn escaped =
        escape == null ? null : (BytesColumn) Constant.folded(escape).single(evaluation);
    if (one.isNull(0) || escaped != null && escaped.isNull(0)) {
      return null;
    }
    return evaluation.once(this, () -> prepare(one, escaped, 0));
  }

  private @Nullable LikePattern matcher(
      BytesColumn patterns, @Nullable BytesColumn escapes, int row) {
    boolean unknown = patterns.isNull(row) || escapes != null && escapes.isNull(row);
    return unknown ? null : prepare(patterns, escapes, row);
  }

  private LikePattern prepare(BytesColumn patterns, @Nullable BytesColumn escapes, int row) {
    OptionalInt escaping = OptionalInt.empty();
    if (escapes != null && escapes.end(row) > escapes.start(row)) {
      String character = escapes.string(row);
      if (character.codePointCount(0, character.length()) > 1) {
        throw new QuiverException(
            ErrorCode.INVALID_ARGUMENT, "LIKE: escape '" + character + "' is no single character");
      }
      escaping = OptionalInt.of(character.codePointAt(0));
    }
    return LikePattern.compile(patterns.string(row), escaping, !caseSensitive);
  }
}
