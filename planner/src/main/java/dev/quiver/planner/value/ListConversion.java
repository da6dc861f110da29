package dev.quiver.planner.value;

import dev.quiver.storage.type.ListType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** To T ARRAY: element by element, NULL elements kept. */
final class ListConversion extends ValueConversion {
  private final ValueConversion element;

  ListConversion(String label, ListType type) {
    super(label, type);
    this.element = to(label, type.element(), 0);
  }

  @Override
  Object convertValue(Object value) {
    List<@Nullable Object> converted = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object one : list) {
        converted.add(element.convert(one));
      }
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        converted.add(element.convert(Array.get(value, i)));
      }
    } else {
      throw mismatch(value);
    }
    return Collections.unmodifiableList(converted);
  }
}
