package dev.quiver.planner.operator;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the hint ANN asks of a search: how many of the true nearest rows it must find, and the knobs
 * of indexes for those who know them. A search that compares every row satisfies all of it.
 *
 * @param exact every row is to be compared
 * @param recall the share of the nearest rows to be found, in place of the session's
 * @param nprobes lists of an IVF index to look at
 * @param ef candidates that the search of a graph keeps
 * @param refineFactor how many times as many candidates as rows wanted are compared exactly
 */
public record AnnOptions(
    boolean exact,
    OptionalDouble recall,
    OptionalInt nprobes,
    OptionalInt ef,
    OptionalInt refineFactor) {
  /** The hint's name. */
  public static final String HINT = "ANN";

  /** Nothing in particular. */
  public static final AnnOptions NONE =
      new AnnOptions(
          false,
          OptionalDouble.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty());

  /** More are not held at a time. */
  private static final int MOST_ESTIMATED = 1 << 20;

  private static final String NAMES = "exact, recall, nprobes, ef, refine_factor";

  public AnnOptions {
    checkRecall(recall);
    checkPositive("nprobes", nprobes);
    checkPositive("ef", ef);
    checkPositive("refine_factor", refineFactor);
  }

  private static void checkRecall(OptionalDouble recall) {
    if (recall.isPresent() && !(recall.getAsDouble() > 0 && recall.getAsDouble() <= 1)) {
      throw wrong("recall", String.valueOf(recall.getAsDouble()), "a number in (0, 1]");
    }
  }

  private static void checkPositive(String name, OptionalInt value) {
    if (value.isPresent() && value.getAsInt() < 1) {
      throw wrong(name, String.valueOf(value.getAsInt()), "a whole number from 1");
    }
  }

  /** The options that {@link #written} gave. */
  public static AnnOptions of(Map<String, String> written) {
    AnnOptions options = NONE;
    for (Map.Entry<String, String> entry : written.entrySet()) {
      String value = entry.getValue();
      options = options.with(entry.getKey(), value.isEmpty() ? null : value);
    }
    return options;
  }

  /**
   * These and one more.
   *
   * @param name in any case
   * @param value null if the option was only named
   * @throws QuiverException INVALID_QUERY if there is no such option, it is given already, or the
   *     value is out of its range
   */
  public AnnOptions with(String name, @Nullable String value) {
    String option = name.toLowerCase(Locale.ROOT);
    if (written().stream().anyMatch(known -> known.getKey().equals(option))) {
      throw wrong("option " + name + " is given twice");
    }
    return switch (option) {
      case "exact" -> {
        if (value != null) {
          throw wrong("option exact takes no value");
        }
        yield new AnnOptions(true, recall, nprobes, ef, refineFactor);
      }
      case "recall" ->
          new AnnOptions(exact, OptionalDouble.of(share(name, value)), nprobes, ef, refineFactor);
      case "nprobes" -> new AnnOptions(exact, recall, number(name, value), ef, refineFactor);
      case "ef" -> new AnnOptions(exact, recall, nprobes, number(name, value), refineFactor);
      case "refine_factor" -> new AnnOptions(exact, recall, nprobes, ef, number(name, value));
      default -> throw wrong("unknown option " + name + "; there are " + NAMES);
    };
  }

  private static double share(String name, @Nullable String value) {
    try {
      return Double.parseDouble(given(name, value));
    } catch (NumberFormatException e) {
      throw wrong(name, given(name, value), "a number in (0, 1]");
    }
  }

  private static OptionalInt number(String name, @Nullable String value) {
    try {
      return OptionalInt.of(Integer.parseInt(given(name, value)));
    } catch (NumberFormatException e) {
      throw wrong(name, given(name, value), "a whole number from 1");
    }
  }

  private static String given(String name, @Nullable String value) {
    if (value == null) {
      throw wrong("option " + name + " needs a value");
    }
    return value;
  }

  private static QuiverException wrong(String name, String value, String expected) {
    return wrong(name + " = " + value + ": expected " + expected);
  }

  /** An error about the hint. */
  public static QuiverException wrong(String complaint) {
    return new QuiverException(ErrorCode.INVALID_QUERY, "hint ANN: " + complaint);
  }

  /** Rows that a search for so many compares exactly, by their estimates; 0 if that is open. */
  public int estimatedRows(int limit) {
    return refineFactor.isEmpty()
        ? 0
        : (int) Math.min(MOST_ESTIMATED, (long) limit * refineFactor.getAsInt());
  }

  /** Whether nothing in particular is asked for. */
  public boolean isNone() {
    return !exact
        && recall.isEmpty()
        && nprobes.isEmpty()
        && ef.isEmpty()
        && refineFactor.isEmpty();
  }

  /** What is asked for, by its names; the value of {@code exact} is empty. */
  public List<Map.Entry<String, String>> written() {
    List<Map.Entry<String, String>> written = new ArrayList<>();
    if (exact) {
      written.add(Map.entry("exact", ""));
    }
    recall.ifPresent(value -> written.add(Map.entry("recall", String.valueOf(value))));
    nprobes.ifPresent(value -> written.add(Map.entry("nprobes", String.valueOf(value))));
    ef.ifPresent(value -> written.add(Map.entry("ef", String.valueOf(value))));
    refineFactor.ifPresent(value -> written.add(Map.entry("refine_factor", String.valueOf(value))));
    return written;
  }

  /** As it would be written: {@code ANN(recall=0.99)}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, String> entry : written()) {
      parts.add(entry.getKey() + (entry.getValue().isEmpty() ? "" : "=" + entry.getValue()));
    }
    return HINT + "(" + String.join(", ", parts) + ")";
  }
}
