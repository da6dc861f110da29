package dev.quiver.storage.manifest;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.Fragment;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FlatRecord;
import dev.quiver.storage.format.FlatWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What never changes of a fragment: its rows, files and statistics. A flatbuffer, decoded field by
 * field when asked, and copied as bytes from manifest to manifest. Field ids:
 *
 * <pre>
 *  Fragment     0,1 id   2 rows: int32   3 files: [File]   4 statistics: [Statistics]
 *               5 index files: [Index file]   6 key files: [Key file]
 *  File         0,1 id   2 length: int64   3 checksum: int32   4 field ids: [int32]
 *  Statistics   0 field id: int32   1 NULLs: int64
 *               2 lower bound, 3 upper bound: [uint8] ({@link BoundCodec}), absent if unknown
 *  Index file   0,1 index   2,3 generation   4,5 id   6 length: int64   7 checksum: int32
 *  Key file     0,1 id   2 length: int64   3 checksum: int32   4 field ids: [int32]
 * </pre>
 *
 * <p>A manifest or group with a key file has the reader's feature flag {@link Envelope#KEYS}.
 */
public final class FragmentRecord {
  private final ByteBuffer bytes;
  private final FlatRecord root;
  private final UUID id;
  private final int rows;

  private FragmentRecord(String file, ByteBuffer bytes) {
    this.bytes = bytes;
    this.root = FlatRecord.root(file, bytes);
    this.id = root.uuid(0);
    this.rows = root.int32(2);
    if (rows < 1 || rows > Fragment.MAX_ROWS) {
      throw Envelope.corrupt(file, "fragment " + id + " has " + rows + " rows");
    }
  }

  static FragmentRecord decode(String file, ByteBuffer bytes) {
    return new FragmentRecord(file, bytes);
  }

  /** A fragment just written. Statistics are by field id. */
  public static FragmentRecord of(
      UUID id,
      int rows,
      List<DataFile> files,
      List<KeyFileEntry> keyFiles,
      Map<Integer, ColumnStatistics> statistics) {
    return of(id, rows, new Files(files, keyFiles, List.of()), statistics);
  }

  private record Files(List<DataFile> data, List<KeyFileEntry> keys, List<IndexFile> indexFiles) {}

  private static FragmentRecord of(
      UUID id, int rows, Files files, Map<Integer, ColumnStatistics> statistics) {
    FlatWriter out = new FlatWriter();
    int filesAt = out.tables(files.data(), f -> encode(out, f));
    int statisticsAt =
        out.tables(List.copyOf(statistics.entrySet()), s -> encode(out, s.getKey(), s.getValue()));
    int indexesAt =
        files.indexFiles().isEmpty() ? 0 : out.tables(files.indexFiles(), f -> encode(out, f));
    int keysAt = files.keys().isEmpty() ? 0 : out.tables(files.keys(), f -> encode(out, f));
    out.start(7).uuid(0, id).int32(2, rows).child(3, filesAt).child(4, statisticsAt);
    out.child(5, indexesAt).child(6, keysAt);
    return new FragmentRecord("fragment " + id, out.finish(out.end()));
  }

  private static int encode(FlatWriter out, DataFile file) {
    int fields = out.ints(file.fieldIds().stream().mapToInt(Integer::intValue).toArray());
    out.start(5).uuid(0, file.id()).int64(2, file.length());
    return out.int32(3, file.checksum()).child(4, fields).end();
  }

  private static int encode(FlatWriter out, KeyFileEntry file) {
    int fields = out.ints(file.fieldIds().stream().mapToInt(Integer::intValue).toArray());
    out.start(5).uuid(0, file.id()).int64(2, file.length());
    return out.int32(3, file.checksum()).child(4, fields).end();
  }

  private static int encode(FlatWriter out, IndexFile file) {
    out.start(8).uuid(0, file.index()).uuid(2, file.generation()).uuid(4, file.id());
    return out.int64(6, file.length()).int32(7, file.checksum()).end();
  }

  /** The same fragment with these index files in the place of those of the same indexes. */
  public FragmentRecord withIndexFiles(List<IndexFile> added) {
    List<IndexFile> all = new ArrayList<>(indexFiles());
    all.removeIf(old -> added.stream().anyMatch(file -> file.index().equals(old.index())));
    all.addAll(added);
    Map<Integer, ColumnStatistics> statistics = new LinkedHashMap<>();
    for (int i = 0; i < root.count(4); i++) {
      int fieldId = root.table(4, i).int32(0);
      statistics.put(fieldId, statistics(fieldId).orElseThrow());
    }
    return of(id, rows, new Files(files(), keyFiles(), all), statistics);
  }

  /** Whether there are key files. */
  boolean hasKeyFiles() {
    return root.count(6) > 0;
  }

  /** The files of keys; a small fragment has none, nor has one that was written before them. */
  public List<KeyFileEntry> keyFiles() {
    List<KeyFileEntry> files = new ArrayList<>();
    for (int i = 0; i < root.count(6); i++) {
      FlatRecord file = root.table(6, i);
      files.add(new KeyFileEntry(file.uuid(0), file.int64(2), file.int32(3), fieldIds(file)));
    }
    return files;
  }

  /** Where the files are that were written with the fragment. */
  public List<String> paths(TablePaths paths) {
    List<String> all = new ArrayList<>();
    files().forEach(file -> all.add(paths.data(file.id())));
    keyFiles().forEach(file -> all.add(paths.keys(file.id())));
    return all;
  }

  private static List<Integer> fieldIds(FlatRecord file) {
    List<Integer> fields = new ArrayList<>();
    for (int k = 0; k < file.count(4); k++) {
      fields.add(file.int32(4, k));
    }
    return fields;
  }

  /** Posting lists of indexes, of such too that the table has no more. */
  public List<IndexFile> indexFiles() {
    List<IndexFile> files = new ArrayList<>();
    for (int i = 0; i < root.count(5); i++) {
      FlatRecord file = root.table(5, i);
      files.add(
          new IndexFile(file.uuid(0), file.uuid(2), file.uuid(4), file.int64(6), file.int32(7)));
    }
    return files;
  }

  private static int encode(FlatWriter out, int fieldId, ColumnStatistics statistics) {
    int min = out.bytes(BoundCodec.encode(statistics.min()));
    int max = out.bytes(BoundCodec.encode(statistics.max()));
    out.start(4).int32(0, fieldId).int64(1, statistics.nullCount());
    return out.child(2, min).child(3, max).end();
  }

  public UUID id() {
    return id;
  }

  public int rows() {
    return rows;
  }

  /** Bytes of the data files. */
  public long length() {
    long sum = 0;
    for (int i = 0; i < root.count(3); i++) {
      sum += root.table(3, i).int64(2);
    }
    return sum;
  }

  public List<DataFile> files() {
    List<DataFile> files = new ArrayList<>();
    for (int i = 0; i < root.count(3); i++) {
      FlatRecord file = root.table(3, i);
      files.add(new DataFile(file.uuid(0), file.int64(2), file.int32(3), fieldIds(file)));
    }
    return files;
  }

  public Optional<ColumnStatistics> statistics(int fieldId) {
    for (int i = 0; i < root.count(4); i++) {
      FlatRecord column = root.table(4, i);
      if (column.int32(0) == fieldId) {
        return Optional.of(
            new ColumnStatistics(
                BoundCodec.decode(root.file(), column.bytesIfPresent(2)),
                BoundCodec.decode(root.file(), column.bytesIfPresent(3)),
                column.int64(1)));
      }
    }
    return Optional.empty();
  }

  ByteBuffer bytes() {
    return bytes;
  }
}
