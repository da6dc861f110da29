package dev.quiver.storage.fragment;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.format.FileSummary;
import dev.quiver.storage.lookup.KeyColumns;
import dev.quiver.storage.lookup.KeyFileWriter;
import dev.quiver.storage.lookup.SortedKeys;
import dev.quiver.storage.manifest.KeyFileEntry;
import dev.quiver.storage.manifest.TablePaths;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Collects the keys of a fragment that is being written, for its key files: twelve bytes a row and
 * key until they are written. For one thread.
 */
final class FragmentKeys {
  private final FileStore store;
  private final TablePaths paths;
  private final Schema schema;
  private final Supplier<UUID> uuids;
  private final Map<Key, SortedKeys.Collector> collectors = new LinkedHashMap<>();
  private final List<String> written = new ArrayList<>();

  FragmentKeys(FileStore store, TablePaths paths, Schema schema, Supplier<UUID> uuids) {
    this.store = store;
    this.paths = paths;
    this.schema = schema;
    this.uuids = uuids;
    for (Key key : schema.keys()) {
      if (key.columns().stream()
          .allMatch(c -> KeyColumns.isHashed(schema.fields().get(c).type()))) {
        collectors.put(key, new SortedKeys.Collector());
      }
    }
  }

  void add(Batch batch) {
    collectors.forEach(
        (key, collector) ->
            collector.add(new KeyColumns(key.columns().stream().map(batch::column).toList())));
  }

  /** Completes and forces a file for each key of a fragment of so many rows. */
  List<KeyFileEntry> write(int rows) {
    List<KeyFileEntry> files = new ArrayList<>();
    collectors.forEach((key, collector) -> files.add(write(key, collector.sorted(), rows)));
    return files;
  }

  private KeyFileEntry write(Key key, SortedKeys keys, int rows) {
    UUID id = uuids.get();
    try (FileSink sink = store.create(paths.keys(id))) {
      written.add(paths.keys(id));
      FileSummary summary = KeyFileWriter.write(sink, keys, rows);
      return new KeyFileEntry(id, summary.length(), summary.checksum(), schema.fieldIds(key));
    }
  }

  /** Removes what was written. */
  void discard() {
    written.forEach(store::delete);
  }
}
