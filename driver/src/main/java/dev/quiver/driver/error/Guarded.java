package dev.quiver.driver.error;

import java.sql.SQLException;

/** Runs code of the engine at the border: whatever it throws leaves as an SQLException. */
public final class Guarded {
  /** Gives a value or fails. */
  @FunctionalInterface
  public interface Call<T extends @org.jspecify.annotations.Nullable Object> {
    T run() throws SQLException;
  }

  /** Does something or fails. */
  @FunctionalInterface
  public interface Step {
    void run() throws SQLException;
  }

  private Guarded() {}

  public static <T extends @org.jspecify.annotations.Nullable Object> T call(Call<T> call)
      throws SQLException {
    try {
      return call.run();
    } catch (RuntimeException | Error failure) {
      throw SqlErrors.of(failure);
    }
  }

  public static void run(Step step) throws SQLException {
    try {
      step.run();
    } catch (RuntimeException | Error failure) {
      throw SqlErrors.of(failure);
    }
  }
}
