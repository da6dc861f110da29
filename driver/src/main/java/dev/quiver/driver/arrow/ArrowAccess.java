package dev.quiver.driver.arrow;

import dev.quiver.driver.error.SqlErrors;
import java.sql.SQLException;

/**
 * The door to what needs Apache Arrow: JDBC's objects unwrap to it, and do not implement it, so
 * that nobody who looks at their methods meets a class that is absent.
 */
public final class ArrowAccess {
  private static final boolean PRESENT = find();

  /** Gives the rows of a result, which can be had once. */
  @FunctionalInterface
  public interface Rows {
    BatchSource take() throws SQLException;
  }

  private ArrowAccess() {}

  /** Whether Arrow is on the class path, if only its vectors and not yet a memory module. */
  public static boolean isPresent() {
    return PRESENT;
  }

  /**
   * What appends to a target.
   *
   * @throws SQLException 0A000 if Arrow is absent
   */
  public static <T> T appender(Class<T> type, RowTarget target) throws SQLException {
    requirePresent(type);
    return type.cast(new RootAppender(target));
  }

  /**
   * What gives rows as roots.
   *
   * @throws SQLException 0A000 if Arrow is absent
   */
  public static <T> T reader(Class<T> type, Rows rows) throws SQLException {
    requirePresent(type);
    return type.cast(new RootRows(rows));
  }

  private static void requirePresent(Class<?> type) throws SQLException {
    if (!PRESENT) {
      throw missing(type.getSimpleName());
    }
  }

  static SQLException missing(String what) {
    return SqlErrors.notSupported(
        what
            + " without Apache Arrow on the class path"
            + " (add org.apache.arrow:arrow-vector and org.apache.arrow:arrow-memory-unsafe)");
  }

  private static boolean find() {
    try {
      Class<?> root =
          Class.forName(
              "org.apache.arrow.vector.VectorSchemaRoot",
              false,
              ArrowAccess.class.getClassLoader());
      return root != null;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
