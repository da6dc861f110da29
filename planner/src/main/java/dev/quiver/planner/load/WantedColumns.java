package dev.quiver.planner.load;

import dev.quiver.storage.table.Field;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to read from a file and where it goes.
 *
 * @param fields name, type and nullability of each column as the reader is to give it
 * @param positional whether the first column of the file goes to the first field and so on;
 *     otherwise they meet by name, without regard to case. Formats without an order of columns go
 *     by name always.
 * @param othersAllowed whether the file may have columns that no field takes
 * @param whenMissing a value for each field, used where the file has none of that name
 */
public record WantedColumns(
    List<Field> fields,
    boolean positional,
    boolean othersAllowed,
    List<@Nullable Object> whenMissing) {

  public WantedColumns {
    fields = List.copyOf(fields);
    if (whenMissing.size() != fields.size()) {
      throw new IllegalArgumentException(whenMissing.size() + " values for " + fields.size());
    }
  }

  /** These columns by name, whatever else is there; NULL where one is missing. */
  public static WantedColumns byName(List<Field> fields) {
    return new WantedColumns(fields, false, true, Collections.nCopies(fields.size(), null));
  }

  /** Positions of the fields by name in lower case. */
  Map<String, Integer> positions() {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      positions.put(fields.get(i).name().toLowerCase(Locale.ROOT), i);
    }
    return positions;
  }
}
