package dev.quiver.storage.dump;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.VersionRecord;
import dev.quiver.storage.commit.Commit;
import dev.quiver.storage.commit.TableEntry;
import dev.quiver.storage.deletes.DeletesFile;
import dev.quiver.storage.file.FileStore;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.format.FormatFile;
import dev.quiver.storage.manifest.DataFile;
import dev.quiver.storage.manifest.FragmentEntry;
import dev.quiver.storage.manifest.FragmentRecord;
import dev.quiver.storage.manifest.Group;
import dev.quiver.storage.manifest.GroupRef;
import dev.quiver.storage.manifest.HistoryEntry;
import dev.quiver.storage.manifest.IndexEntry;
import dev.quiver.storage.manifest.KeyFileEntry;
import dev.quiver.storage.manifest.Manifest;
import dev.quiver.storage.manifest.Spilled;
import dev.quiver.storage.move.Moves;
import dev.quiver.storage.posting.Generation;
import dev.quiver.storage.posting.GraphModel;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Prints files of a database as JSON: FORMAT, commits, manifests, groups, deletes and moves.
 *
 * <p>{@code java -cp … dev.quiver.storage.dump.DumpFile FILE…}
 */
public final class DumpFile {
  private DumpFile() {}

  public static void main(String[] files) {
    for (String file : files) {
      Path path = Path.of(file).toAbsolutePath();
      Path directory = path.getParent();
      if (directory == null) {
        throw new QuiverException(ErrorCode.FILE_NOT_FOUND, file);
      }
      System.out.print(toJson(new LocalFileStore(directory), path.getFileName().toString()));
    }
  }

  /**
   * @throws QuiverException FILE_NOT_FOUND, CORRUPT_FILE, NEWER_FORMAT
   */
  public static String toJson(FileStore store, String path) {
    String name = store.name() + "/" + path;
    byte[] content = store.readIfPresent(path);
    if (content == null) {
      throw new QuiverException(ErrorCode.FILE_NOT_FOUND, name);
    }
    for (FileKind kind : FileKind.values()) {
      if (Envelope.hasMagic(kind, content)) {
        Envelope envelope = Envelope.open(kind, name, content);
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("kind", kind.title());
        all.put("formatVersion", Envelope.VERSION);
        all.put("writerFlags", envelope.writerFlags());
        all.putAll(body(kind, envelope, store.name(), content));
        return Json.write(all);
      }
    }
    throw Envelope.corrupt(name, "it is no file that Quiver frames");
  }

  private static Map<String, @Nullable Object> body(
      FileKind kind, Envelope envelope, String store, byte[] content) {
    return switch (kind) {
      case FORMAT -> format(FormatFile.decode(store, content));
      case COMMIT -> commit(Commit.decode(envelope));
      case MANIFEST -> manifest(Manifest.decode(envelope));
      case GROUP -> group(Group.decode(envelope));
      case DELETES -> deletes(DeletesFile.decode(envelope.file(), content, Fragment.MAX_ROWS));
      case MOVES -> moves(Moves.decode(envelope));
      case GENERATION -> generation(Generation.decode(envelope));
      case GRAPH_MODEL -> graphModel(GraphModel.decode(envelope));
    };
  }

  private static Map<String, @Nullable Object> format(FormatFile file) {
    return map("uuid", file.uuid(), "createdAt", file.createdAt());
  }

  private static Map<String, @Nullable Object> commit(Commit commit) {
    List<Object> tables = new ArrayList<>();
    for (TableEntry table : commit.tables().values()) {
      tables.add(
          map(
              "id", table.id(),
              "schema", table.name().schema(),
              "name", table.name().table(),
              "version", table.version(),
              "manifest", table.manifest()));
    }
    return map(
        "number", commit.number(),
        "uuid", commit.uuid(),
        "committedAt", commit.committedAt(),
        "operation", commit.operation(),
        "tables", tables,
        "tags", commit.tags(),
        "oldest", commit.oldest());
  }

  private static Map<String, @Nullable Object> manifest(Manifest manifest) {
    return map(
        "table", manifest.table(),
        "version", manifest.version(),
        "schema", schema(manifest.schema()),
        "rows", manifest.totals().rows(),
        "fragmentCount", manifest.totals().fragments(),
        "bytes", manifest.totals().bytes(),
        "fragmentGroups", groups(manifest.fragments()),
        "fragments", fragments(manifest.fragments().tail()),
        "historyGroups", groups(manifest.history()),
        "history", history(manifest.history().tail()),
        "indexes", indexes(manifest.indexes()));
  }

  private static List<Object> indexes(List<IndexEntry> entries) {
    List<Object> indexes = new ArrayList<>();
    for (IndexEntry entry : entries) {
      indexes.add(
          map(
              "id", entry.id(),
              "name", entry.definition().name(),
              "fieldId", entry.definition().fieldId(),
              "method", entry.definition().method().name(),
              "metric", entry.definition().metric().name(),
              "lists", entry.definition().lists(),
              "generation", entry.generation()));
    }
    return indexes;
  }

  private static Map<String, @Nullable Object> group(Group group) {
    return map("fragments", fragments(group.fragments()), "history", history(group.history()));
  }

  private static Map<String, @Nullable Object> deletes(RoaringBitmap rows) {
    List<Object> offsets = new ArrayList<>();
    for (int row : rows.toArray()) {
      offsets.add(row);
    }
    return map("count", rows.getCardinality(), "rows", offsets);
  }

  private static Map<String, @Nullable Object> moves(Moves moves) {
    List<Object> sources = new ArrayList<>();
    for (Moves.Source source : moves.sources()) {
      sources.add(
          map(
              "fragment", source.fragment(),
              "rows", source.rows(),
              "first", source.first(),
              "leftBehind", source.leftBehind().getCardinality()));
    }
    return map("sources", sources);
  }

  private static Map<String, @Nullable Object> graphModel(GraphModel model) {
    List<Object> curve = new ArrayList<>();
    for (Generation.Effort effort : model.curve()) {
      curve.add(
          map(
              "candidates",
              effort.probes(),
              "reach",
              (double) effort.certainty(),
              "recall",
              (double) effort.recall()));
    }
    return map(
        "metric", model.space().metric().name(),
        "dimension", model.dimension(),
        "neighbours", model.shape().neighbours(),
        "effort", model.shape().effort(),
        "trainedRows", model.trainedRows(),
        "curve", curve);
  }

  private static Map<String, @Nullable Object> generation(Generation generation) {
    List<Object> curve = new ArrayList<>();
    for (Generation.Effort effort : generation.curve()) {
      curve.add(
          map(
              "probes", effort.probes(),
              "certainty", (double) effort.certainty(),
              "recall", (double) effort.recall()));
    }
    return map(
        "metric", generation.space().metric().name(),
        "dimension", generation.dimension(),
        "lists", generation.lists(),
        "curve", curve);
  }

  private static Map<String, @Nullable Object> schema(Schema schema) {
    List<Object> fields = new ArrayList<>();
    for (Field field : schema.fields()) {
      fields.add(
          map(
              "id", field.id(),
              "name", field.name(),
              "type", field.type(),
              "nullable", field.nullable(),
              "default", field.defaultSql(),
              "maxLength", field.maxLength()));
    }
    return map(
        "fields", fields,
        "primaryKey", schema.primaryKey(),
        "uniqueKeys", schema.uniqueKeys().stream().map(DumpFile::key).toList(),
        "nextFieldId", schema.nextFieldId());
  }

  private static Map<String, @Nullable Object> key(Key key) {
    return map("name", key.name(), "columns", key.columns());
  }

  private static List<Object> groups(Spilled<?> list) {
    List<Object> groups = new ArrayList<>();
    for (GroupRef ref : list.groups()) {
      groups.add(map("id", ref.id(), "entries", ref.entries(), "firstVersion", ref.firstVersion()));
    }
    return groups;
  }

  private static List<Object> fragments(List<FragmentEntry> entries) {
    List<Object> all = new ArrayList<>();
    for (FragmentEntry entry : entries) {
      FragmentRecord fragment = entry.fragment();
      List<Object> files = new ArrayList<>();
      Map<String, Object> statistics = new LinkedHashMap<>();
      for (DataFile file : fragment.files()) {
        files.add(
            map(
                "id", file.id(),
                "length", file.length(),
                "checksum", Integer.toHexString(file.checksum()),
                "fieldIds", file.fieldIds()));
        for (int field : file.fieldIds()) {
          fragment.statistics(field).ifPresent(s -> statistics.put("field " + field, bounds(s)));
        }
      }
      List<Object> keyFiles = new ArrayList<>();
      for (KeyFileEntry file : fragment.keyFiles()) {
        keyFiles.add(
            map(
                "id", file.id(),
                "length", file.length(),
                "checksum", Integer.toHexString(file.checksum()),
                "fieldIds", file.fieldIds()));
      }
      all.add(
          map(
              "id", fragment.id(),
              "rows", fragment.rows(),
              "deletes", entry.deletes(),
              "deletedRows", entry.deletedRows(),
              "files", files,
              "keyFiles", keyFiles,
              "statistics", statistics));
    }
    return all;
  }

  private static Map<String, @Nullable Object> bounds(ColumnStatistics statistics) {
    return map(
        "min", printable(statistics.min()),
        "max", printable(statistics.max()),
        "nulls", statistics.nullCount());
  }

  private static @Nullable Object printable(@Nullable Object bound) {
    return bound instanceof byte[] bytes ? java.util.HexFormat.of().formatHex(bytes) : bound;
  }

  private static List<Object> history(List<HistoryEntry> entries) {
    List<Object> all = new ArrayList<>();
    for (HistoryEntry entry : entries) {
      VersionRecord line = entry.version();
      all.add(
          map(
              "version", line.version(),
              "committedAt", line.committedAt(),
              "operation", line.operation(),
              "rowsAdded", line.rowsAdded(),
              "rowsDeleted", line.rowsDeleted(),
              "rowCount", line.rowCount(),
              "fragments", line.fragments(),
              "bytes", line.bytes(),
              "manifest", entry.manifest()));
    }
    return all;
  }

  /** Names and values by turns. */
  private static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return map;
  }
}
