package dev.quiver.storage.key;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The keys of the rows that one appender has taken, all different. For one thread. */
public final class AddedKeys {
  private final Map<Key, KeySet> sets = new LinkedHashMap<>();

  public AddedKeys(Schema schema) {
    schema.keys().forEach(key -> sets.put(key, new KeySet(key.columns())));
  }

  /** Adds the keys of a batch, or, if one of them is there already, none but returns that key. */
  public Optional<SharedKey> add(Batch batch) {
    if (batch.size() == 0) {
      return Optional.empty();
    }
    for (Map.Entry<Key, KeySet> set : sets.entrySet()) {
      Optional<String> twice = set.getValue().add(batch);
      if (twice.isPresent()) {
        for (Map.Entry<Key, KeySet> earlier : sets.entrySet()) {
          if (earlier.getKey().equals(set.getKey())) {
            break;
          }
          earlier.getValue().removeLast();
        }
        return Optional.of(new SharedKey(set.getKey(), twice.get()));
      }
    }
    return Optional.empty();
  }
}
