package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.parser.LiftedText;
import dev.quiver.planner.statement.Executable;
import dev.quiver.storage.Snapshot;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of one session: the plan, and the vectors that were lifted out of its text. */
final class SessionStatement implements PreparedSql {
  private final LocalSession session;
  private final String schema;
  private final String sql;

  /** A plan with what was taken out of the text for it, and the snapshot it is known to hold in. */
  private record Plan(Executable executable, LiftedText text, Snapshot snapshot) {}

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

  /** The statement as it is to be run over a snapshot. */
  Executable over(Snapshot snapshot) {
    Plan known = plan;
    if (known.snapshot == snapshot) {
      return known.executable;
    }
    known =
        known.executable.dependencies().holdIn(snapshot)
            ? new Plan(known.executable, known.text, snapshot)
            : planFor(LiftedText.of(sql), snapshot);
    plan = known;
    return known.executable;
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
      if (lifted.get(i) != null && !(types.get(i) instanceof dev.quiver.storage.type.VectorType)) {
        return false;
      }
    }
    return true;
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

  /** One value per parameter of the plan: those given and, between them, those lifted. */
  @Nullable Object[] values(@Nullable Object[] given) {
    Plan known = plan;
    List<DataType> types = known.executable.parameters();
    List<float @Nullable []> lifted = known.text.parameters();
    int expected = types.size() - (int) lifted.stream().filter(v -> v != null).count();
    if (given.length < expected) {
      throw new QuiverException(ErrorCode.PARAMETER_UNSET, given.length + 1, expected);
    }
    if (given.length > expected) {
      throw new QuiverException(ErrorCode.PARAMETER_INDEX, given.length, expected);
    }
    if (!known.text.isLifted()) {
      return given;
    }
    @Nullable Object[] values = new Object[types.size()];
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      float[] vector = lifted.get(i);
      values[i] = vector != null ? vector : given[next++];
    }
    return values;
  }
}
