package dev.quiver.planner.ast;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SET name = value, or RESET name.
 *
 * @param name as written, dotted if compound
 * @param valueText the value as text, without quotes; null for RESET
 */
public record SetOption(String name, @Nullable String valueText) implements Statement {
  public Optional<String> value() {
    return Optional.ofNullable(valueText);
  }
}
