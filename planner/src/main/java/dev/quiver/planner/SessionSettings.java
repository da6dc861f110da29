package dev.quiver.planner;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.system.SystemContext.SettingValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What SET changes, but for the schema: a closed table of names. Safe for any number of threads.
 */
final class SessionSettings {
  /** A setting: its name, what it is at first, what it means. */
  private enum Setting {
    TARGET_RECALL(
        "0.95",
        "the share of the true nearest neighbours that a search through an index should find,"
            + " above 0 up to 1; a search without an index finds all of them");

    private final String defaultValue;
    private final String meaning;

    Setting(String defaultValue, String meaning) {
      this.defaultValue = defaultValue;
      this.meaning = meaning;
    }

    private String sqlName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Setting, String> values = new ConcurrentHashMap<>();

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
    try {
      BigDecimal share = new BigDecimal(value);
      if (share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0) {
        return;
      }
    } catch (NumberFormatException e) {
      throw QuiverException.causedBy(e, ErrorCode.INVALID_QUERY, unfit(setting, value));
    }
    throw new QuiverException(ErrorCode.INVALID_QUERY, unfit(setting, value));
  }

  private static String unfit(Setting setting, String value) {
    return "setting " + setting.sqlName() + " = '" + value + "': expected a number in (0, 1]";
  }

  private static Setting named(String name) {
    for (Setting setting : Setting.values()) {
      if (setting.sqlName().equalsIgnoreCase(name)) {
        return setting;
      }
    }
    throw new QuiverException(
        ErrorCode.INVALID_QUERY, "unknown setting " + name + "; there are schema, target_recall");
  }

  List<SettingValue> values() {
    List<SettingValue> all = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      all.add(
          new SettingValue(
              setting.sqlName(),
              values.getOrDefault(setting, setting.defaultValue),
              setting.defaultValue,
              setting.meaning));
    }
    return all;
  }
}
