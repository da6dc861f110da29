package dev.quiver.storage.manifest;

import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FlatRecord;
import dev.quiver.storage.format.FlatWriter;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Key;
import dev.quiver.storage.table.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Schemas in flatbuffers. Field ids:
 *
 * <pre>
 *  Schema   0 fields: [Field]   1 positions of the key columns: [int32]   2 next field id: int32
 *           3 further keys: [Key]; a manifest with one has the reader's feature flag
 *             {@link Envelope#KEYS}
 *  Key      0 name: string   1 positions of its columns: [int32]
 *  Field    0 id: int32   1 name: string   2 type: Type ({@link TypeCodec})   3 nullable: bool
 *           4 default, an SQL expression: string, absent for NULL
 *           5 most characters or bytes of a value: int32, 0 for no limit
 * </pre>
 */
final class SchemaCodec {
  private SchemaCodec() {}

  static int encode(FlatWriter out, Schema schema) {
    int fields = out.tables(schema.fields(), f -> encode(out, f));
    int key = out.ints(schema.primaryKey().stream().mapToInt(Integer::intValue).toArray());
    int further = schema.uniqueKeys().isEmpty() ? 0 : encodeKeys(out, schema.uniqueKeys());
    out.start(4).child(0, fields).child(1, key).int32(2, schema.nextFieldId());
    return out.child(3, further).end();
  }

  private static int encodeKeys(FlatWriter out, List<Key> keys) {
    return out.tables(
        keys,
        key -> {
          int name = out.string(key.name());
          int columns = out.ints(key.columns().stream().mapToInt(Integer::intValue).toArray());
          return out.start(2).child(0, name).child(1, columns).end();
        });
  }

  private static int encode(FlatWriter out, Field field) {
    int name = out.string(field.name());
    int type = TypeCodec.encode(out, field.type());
    int defaultSql = out.string(field.defaultSql());
    out.start(6).int32(0, field.id()).child(1, name).child(2, type);
    return out.flag(3, field.nullable()).child(4, defaultSql).int32(5, field.maxLength()).end();
  }

  static Schema decode(FlatRecord schema) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < schema.count(0); i++) {
      fields.add(decodeField(schema.table(0, i)));
    }
    try {
      List<Key> further = new ArrayList<>();
      for (int i = 0; i < schema.count(3); i++) {
        FlatRecord key = schema.table(3, i);
        further.add(new Key(key.string(0), positions(key)));
      }
      return new Schema(fields, positions(schema), further, schema.int32(2));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw Envelope.corrupt(schema.file(), "its schema has " + e.getMessage());
    }
  }

  private static List<Integer> positions(FlatRecord record) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < record.count(1); i++) {
      positions.add(record.int32(1, i));
    }
    return positions;
  }

  private static Field decodeField(FlatRecord field) {
    FlatRecord type = field.tableIfPresent(2);
    if (type == null) {
      throw Envelope.corrupt(field.file(), "column " + field.string(1) + " has no type");
    }
    return new Field(
        field.int32(0),
        field.string(1),
        TypeCodec.decode(type),
        field.flag(3),
        field.stringIfPresent(4),
        field.int32(5));
  }
}
