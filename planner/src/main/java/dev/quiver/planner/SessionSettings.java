package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.system.SystemContext.SettingValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What SET changes, but for the schema: a closed table of names. Safe for any number of threads.
 *
 * <p>RESET brings back what the session was opened with.
 */
final class SessionSettings {
  /** A setting: its name, what it is at first, what it means. */
  private enum Setting {
    TARGET_RECALL(
        "0.95",
        "the share of the true nearest neighbours that a search through an index should find,"
            + " above 0 up to 1; a search without an index finds all of them") {
      @Override
      String problem(String value) {
        try {
          BigDecimal share = new BigDecimal(value);
          return share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0
              ? ""
              : "a number in (0, 1]";
        } catch (NumberFormatException noNumber) {
          return "a number in (0, 1]";
        }
      }
    },
    MEMORY_LIMIT(
        "",
        "the memory that the statements of the session may hold together, such as 512MB, at least"
            + " 1MB, empty for half of the Java heap; one that needs more fails") {
      @Override
      String problem(String value) {
        return MemoryLimit.bytes(value).isPresent() ? "" : MemoryLimit.EXPECTED;
      }
    };

    final String defaultValue;
    final String meaning;

    Setting(String defaultValue, String meaning) {
      this.defaultValue = defaultValue;
      this.meaning = meaning;
    }

    /** What a value should have been; empty if it is fine. */
    abstract String problem(String value);

    String sqlName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Setting, String> initial = new EnumMap<>(Setting.class);
  private final Map<Setting, String> values = new ConcurrentHashMap<>();

  SessionSettings(Map<String, String> initial) {
    for (Setting setting : Setting.values()) {
      this.initial.put(setting, setting.defaultValue);
    }
    initial.forEach(
        (name, value) -> {
          Setting setting = named(name);
          check(setting, value);
          this.initial.put(setting, value);
        });
  }

  void set(String name, @Nullable String value) {
    Setting setting = named(name);
    if (value == null) {
      values.remove(setting);
      return;
    }
    check(setting, value);
    values.put(setting, value);
  }

  private static void check(Setting setting, String value) {
    String expected = setting.problem(value);
    if (!expected.isEmpty()) {
      throw new QuiverException(
          ErrorCode.INVALID_QUERY,
          "setting " + setting.sqlName() + " = '" + value + "': expected " + expected);
    }
  }

  private static Setting named(String name) {
    for (Setting setting : Setting.values()) {
      if (setting.sqlName().equalsIgnoreCase(name)) {
        return setting;
      }
    }
    throw new QuiverException(
        ErrorCode.INVALID_QUERY,
        "unknown setting " + name + "; there are schema, target_recall, memory_limit");
  }

  double targetRecall() {
    return Double.parseDouble(value(Setting.TARGET_RECALL));
  }

  long memoryLimitBytes() {
    return MemoryLimit.bytes(value(Setting.MEMORY_LIMIT)).orElseThrow();
  }

  private String value(Setting setting) {
    return Objects.requireNonNull(values.getOrDefault(setting, initial.get(setting)));
  }

  List<SettingValue> values() {
    List<SettingValue> all = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      all.add(
          new SettingValue(
              setting.sqlName(), value(setting), setting.defaultValue, setting.meaning));
    }
    return all;
  }
}
