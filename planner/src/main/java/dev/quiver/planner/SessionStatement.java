package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.parser.LiftedText;
import dev.quiver.planner.statement.Executable;
import dev.quiver.planner.statement.Execution;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of one session: the plan, and the vectors that were lifted out of its text. */
final class SessionStatement implements PreparedSql {
  private final LocalSession session;
  private final String schema;
  private final String sql;

  /** A plan with what was taken out of the text for it, and the snapshot it is known to hold in. */
  record Plan(Executable executable, LiftedText text, Snapshot snapshot) {

    /** One value per parameter of the plan: those given and, between them, those lifted. */
    @Nullable Object[] values(@Nullable Object[] given) {
      List<float @Nullable []> lifted = text.parameters();
      int all = executable.parameters().size();
      int expected = all - (int) lifted.stream().filter(v -> v != null).count();
      if (given.length < expected) {
        throw new QuiverException(ErrorCode.PARAMETER_UNSET, given.length + 1, expected);
      }
      if (given.length > expected) {
        throw new QuiverException(ErrorCode.PARAMETER_INDEX, given.length, expected);
      }
      if (!text.isLifted()) {
        return given;
      }
      @Nullable Object[] values = new Object[all];
      int next = 0;
      for (int i = 0; i < all; i++) {
        float[] vector = lifted.get(i);
        values[i] = vector != null ? vector : given[next++];
      }
      return values;
    }

    /** The run, with its parameters numbered as in the text that was given. */
    Execution numbered(Execution execution) {
      if (!text.isLifted()) {
        return execution;
      }
      int[] numbers = new int[text.parameters().size()];
      int seen = 0;
      for (int i = 0; i < numbers.length; i++) {
        seen += text.parameters().get(i) == null ? 1 : 0;
        numbers[i] = seen;
      }
      return execution.numbered(numbers);
    }
  }

  private volatile Plan plan;

  SessionStatement(LocalSession session, String sql, Snapshot snapshot) {
    this.session = session;
    this.schema = session.schema();
    this.sql = sql;
    this.plan = planFor(LiftedText.of(sql), snapshot);
  }

  String sql() {
    return sql;
  }

  /** The statement as it is to be run over a snapshot, with what its values go into. */
  Plan over(Snapshot snapshot) {
    Plan known = plan;
    if (known.snapshot == snapshot) {
      return known;
    }
    known =
        known.executable.dependencies().holdIn(snapshot)
            ? new Plan(known.executable, known.text, snapshot)
            : planFor(LiftedText.of(sql), snapshot);
    plan = known;
    return known;
  }

  boolean changesData() {
    return plan.executable.changesData();
  }

  private Plan planFor(LiftedText text, Snapshot snapshot) {
    if (text.isLifted()) {
      try {
        Executable executable = session.plan(text.lifted(), schema, snapshot);
        if (takesVectors(executable.parameters(), text.parameters())) {
          return new Plan(executable, text, snapshot);
        }
      } catch (QuiverException e) {
        return unlifted(snapshot); // what is wrong, if anything, is to be placed in the real text
      }
    }
    return unlifted(snapshot);
  }

  private Plan unlifted(Snapshot snapshot) {
    return new Plan(
        session.plan(sql, schema, snapshot), new LiftedText(sql, sql, List.of()), snapshot);
  }

  private static boolean takesVectors(List<DataType> types, List<float @Nullable []> lifted) {
    for (int i = 0; i < lifted.size(); i++) {
      float[] vector = lifted.get(i);
      if (vector != null && !(types.get(i) instanceof VectorType type && takes(type, vector))) {
        return false;
      }
    }
    return true;
  }

  private static boolean takes(VectorType type, float[] vector) {
    boolean fits = type.dimension() == vector.length;
    if (type.element() == VectorType.Element.BIT) {
      for (int i = 0; fits && i < vector.length; i++) {
        fits = vector[i] == 0 || vector[i] == 1;
      }
    }
    return fits;
  }

  @Override
  public Kind kind() {
    return plan.executable.kind();
  }

  @Override
  public List<ColumnInfo> columns() {
    return plan.executable.columns();
  }

  @Override
  public List<DataType> parameters() {
    Plan known = plan;
    List<DataType> all = known.executable.parameters();
    if (!known.text.isLifted()) {
      return all;
    }
    List<DataType> visible = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (known.text.parameters().get(i) == null) {
        visible.add(all.get(i));
      }
    }
    return visible;
  }

  @Override
  public Result execute(@Nullable Object[] values, StatementControl control) {
    return session.execute(this, values, control);
  }

  @Override
  public long[] executeBatch(List<@Nullable Object[]> rows, StatementControl control) {
    if (plan.executable.kind() == Kind.QUERY) {
      throw new QuiverException(ErrorCode.INVALID_ARGUMENT, "a query cannot be run as a batch");
    }
    return rows.isEmpty() ? new long[0] : session.executeBatch(this, rows, control);
  }
}
