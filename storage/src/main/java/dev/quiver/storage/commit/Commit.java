package dev.quiver.storage.commit;

import dev.quiver.storage.TableName;
import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import dev.quiver.storage.format.FlatRecord;
import dev.quiver.storage.format.FlatWriter;
import dev.quiver.storage.format.Micros;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One database snapshot: a file {@code commits/<19 digits of Long.MAX_VALUE - number>.commit} in an
 * {@link Envelope}, a flatbuffer. Field ids:
 *
 * <pre>
 *  Commit       0 number: int64           1,2 uuid of this attempt to commit
 *               3 committed at: int64, µs  4 operation: string
 *               5 tables: [Table]          6 tags: [Tag]
 *               7 oldest: int64
 *  Table        0,1 table id   2 schema: string   3 name: string   4 version: int64
 *               5,6 manifest
 *  Tag          0 name: string   1 snapshot number: int64
 * </pre>
 *
 * <p>Snapshots below {@code oldest} were given up: their files may be gone, but for those that bear
 * a tag. The uuid settles whether a commit whose answer was lost is ours.
 */
public record Commit(
    long number,
    UUID uuid,
    Instant committedAt,
    String operation,
    Map<TableName, TableEntry> tables,
    Map<String, Long> tags,
    long oldest) {

  public Commit {
    if (oldest < 0 || oldest > number) {
      throw new IllegalArgumentException("oldest snapshot " + oldest + " of " + number);
    }
    tables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    tags = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** Snapshot 0: a database in which nothing was ever committed. */
  public static Commit empty(Instant createdAt) {
    return new Commit(0, new UUID(0, 0), createdAt, "", Map.of(), Map.of(), 0);
  }

  /** The commit that would follow this one, at a time that {@link #timeOfNext} gave. */
  public Commit next(
      UUID attempt,
      Instant time,
      String label,
      Map<TableName, TableEntry> newTables,
      Map<String, Long> newTags) {
    return new Commit(number + 1, attempt, time, label, newTables, newTags, oldest);
  }

  /** This commit with other tables. */
  public Commit with(Map<TableName, TableEntry> others) {
    return new Commit(number, uuid, committedAt, operation, others, tags, oldest);
  }

  /** This commit with snapshots below a number given up. */
  public Commit givingUp(long below) {
    return new Commit(number, uuid, committedAt, operation, tables, tags, below);
  }

  /** The time of a commit that follows this one: now, if that is later than this one's. */
  public Instant timeOfNext(InstantSource clock) {
    Instant soonest = committedAt.plus(1, ChronoUnit.MICROS);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return now.isAfter(soonest) ? now : soonest;
  }

  /** What {@code name} names, found again by identity after a rename. */
  public java.util.Optional<TableEntry> tableById(UUID id) {
    return tables.values().stream().filter(t -> t.id().equals(id)).findFirst();
  }

  public byte[] encode() {
    FlatWriter out = new FlatWriter();
    int tablesAt = out.tables(List.copyOf(tables.values()), t -> encode(out, t));
    int tagsAt = out.tables(List.copyOf(tags.entrySet()), t -> encode(out, t));
    int operationAt = out.string(operation);
    out.start(8).int64(0, number).uuid(1, uuid).int64(3, Micros.of(committedAt));
    out.child(4, operationAt).child(5, tablesAt).child(6, tagsAt).int64(7, oldest);
    return Envelope.seal(FileKind.COMMIT, out.finish(out.end()));
  }

  private static int encode(FlatWriter out, TableEntry table) {
    int schemaAt = out.string(table.name().schema());
    int nameAt = out.string(table.name().table());
    out.start(7).uuid(0, table.id()).child(2, schemaAt).child(3, nameAt);
    return out.int64(4, table.version()).uuid(5, table.manifest()).end();
  }

  private static int encode(FlatWriter out, Map.Entry<String, Long> tag) {
    int nameAt = out.string(tag.getKey());
    return out.start(2).child(0, nameAt).int64(1, tag.getValue()).end();
  }

  /**
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static Commit decode(Envelope envelope) {
    FlatRecord root = FlatRecord.root(envelope.file(), envelope.payload());
    Map<TableName, TableEntry> tables = new LinkedHashMap<>();
    for (FlatRecord table : records(root, 5)) {
      TableName name = new TableName(table.string(2), table.string(3));
      if (table.int64(4) < 1) {
        throw Envelope.corrupt(envelope.file(), name + " has version " + table.int64(4));
      }
      tables.put(name, new TableEntry(table.uuid(0), name, table.int64(4), table.uuid(5)));
    }
    Map<String, Long> tags = new LinkedHashMap<>();
    for (FlatRecord tag : records(root, 6)) {
      tags.put(tag.string(0), tag.int64(1));
    }
    try {
      return new Commit(
          root.int64(0),
          root.uuid(1),
          Micros.toInstant(root.int64(3)),
          root.string(4),
          tables,
          tags,
          root.int64(7));
    } catch (IllegalArgumentException e) {
      throw Envelope.corrupt(envelope.file(), "it names " + e.getMessage());
    }
  }

  private static List<FlatRecord> records(FlatRecord root, int id) {
    List<FlatRecord> records = new ArrayList<>();
    for (int i = 0; i < root.count(id); i++) {
      records.add(root.table(id, i));
    }
    return records;
  }
}
