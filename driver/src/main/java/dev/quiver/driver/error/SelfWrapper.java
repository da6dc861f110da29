package dev.quiver.driver.error;

import dev.quiver.functions.error.ErrorCode;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/** An object that wraps nothing but itself. */
public interface SelfWrapper extends Wrapper {
  @Override
  default <T> T unwrap(@Nullable Class<T> type) throws SQLException {
    if (type == null || !type.isInstance(this)) {
      String name = type == null ? "null" : type.getName();
      throw SqlErrors.of(
          ErrorCode.INVALID_ARGUMENT, getClass().getName() + " is no wrapper for " + name);
    }
    return type.cast(this);
  }

  @Override
  default boolean isWrapperFor(@Nullable Class<?> type) {
    return type != null && type.isInstance(this);
  }
}
