package dev.quiver.storage.arrow;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.arrow.Storage.Kind;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;

/**
 * Reads an Arrow schema, ours or another library's, as fields of our types.
 *
 * <p>What has no equal in our types (structs, unions, views, halves …) is a FILE_FORMAT error that
 * names the column.
 */
final class SchemaDecoder {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NODES = 65_536;

  private final String file;
  private int nodes;
  private int buffers;

  private SchemaDecoder(String file) {
    this.file = file;
  }

  static List<ArrowField> decode(String file, Schema schema) {
    if (schema.endianness() != Endianness.Little) {
      throw new QuiverException(ErrorCode.FILE_FORMAT, file, "big-endian data is not supported");
    }
    SchemaDecoder decoder = new SchemaDecoder(file);
    List<ArrowField> fields = new ArrayList<>();
    for (int i = 0; i < schema.fieldsLength(); i++) {
      fields.add(decoder.field(schema.fields(i), 0));
    }
    return fields;
  }

  private ArrowField field(Field field, int depth) {
    Malformed.check(depth < MAX_DEPTH && nodes < MAX_NODES, file, "its schema is too deep or wide");
    String name = field.name() == null ? "" : field.name();
    Map<String, String> metadata = metadata(field);
    int node = nodes++;
    int buffer = buffers;
    DictionaryEncoding encoding = field.dictionary();
    if (encoding != null) {
      return dictionaryField(field, name, encoding, node, buffer);
    }
    StoredType stored = new TypeDecoder(file, name, metadata).decode(field);
    buffers += stored.storage().kind().buffers();
    List<ArrowField> children = new ArrayList<>();
    if (isList(stored.storage().kind())) {
      Malformed.check(field.childrenLength() == 1, file, "list " + name + " has not one child");
      children.add(field(field.children(0), depth + 1));
    }
    return new ArrowField(
        id(metadata),
        name,
        children.isEmpty() ? stored.type() : listType(stored, children.get(0), name),
        field.nullable(),
        stored.storage(),
        node,
        buffer,
        children,
        null);
  }

  private ArrowField dictionaryField(
      Field field, String name, DictionaryEncoding encoding, int node, int buffer) {
    Int index = encoding.indexType();
    Storage storage =
        index == null
            ? Storage.of(Kind.SIGNED, Integer.BYTES)
            : Storage.of(index.isSigned() ? Kind.SIGNED : Kind.UNSIGNED, index.bitWidth() / 8);
    int width = storage.width();
    Malformed.check(
        width == 1 || width == 2 || width == 4 || width == 8, file, "index width of " + name);
    buffers += storage.kind().buffers();
    StoredType stored = new TypeDecoder(file, name, metadata(field)).decode(field);
    if (isList(stored.storage().kind())) {
      throw unsupported(name, "a dictionary of lists");
    }
    ArrowField values =
        new ArrowField(-1, name, stored.type(), true, stored.storage(), 0, 0, List.of(), null);
    return new ArrowField(
        -1,
        name,
        stored.type(),
        field.nullable(),
        storage,
        node,
        buffer,
        List.of(),
        new ArrowField.Dictionary(encoding.id(), values));
  }

  private DataType listType(StoredType list, ArrowField child, String name) {
    boolean fixed = list.storage().kind() == Kind.FIXED_LIST;
    int length = list.storage().width();
    if (child.dictionary() != null) {
      throw unsupported(name, "a list of dictionary-encoded values");
    }
    if (fixed
        && child.type() == SimpleType.REAL
        && length >= 1
        && length <= VectorType.MAX_DIMENSION) {
      return VectorType.ofFloats(length);
    }
    return new ListType(child.type());
  }

  private QuiverException unsupported(String column, String what) {
    return new QuiverException(
        ErrorCode.FILE_FORMAT, file, "column " + column + ": " + what + " is not supported");
  }

  private static boolean isList(Kind kind) {
    return kind == Kind.FIXED_LIST || kind == Kind.LIST || kind == Kind.LARGE_LIST;
  }

  private static int id(Map<String, String> metadata) {
    String id = metadata.get(SchemaEncoder.FIELD_ID);
    return id == null ? -1 : Integer.parseInt(id);
  }

  private static Map<String, String> metadata(Field field) {
    Map<String, String> metadata = new HashMap<>();
    for (int i = 0; i < Math.min(field.customMetadataLength(), MAX_NODES); i++) {
      KeyValue pair = field.customMetadata(i);
      if (pair.key() != null && pair.value() != null) {
        metadata.put(pair.key(), pair.value());
      }
    }
    return metadata;
  }

  /** The name that Arrow has for a type code. */
  static String typeName(byte code) {
    return code >= 0 && code < Type.names.length ? Type.name(code) : "type " + code;
  }

  /** A type of ours and how its values are stored; a list's element type is not yet known. */
  record StoredType(DataType type, Storage storage) {
    static StoredType of(DataType type, Kind kind, int width) {
      return new StoredType(type, Storage.of(kind, width));
    }

    static StoredType decimal(int precision, int scale, Kind kind, int width) {
      return of(new DecimalType(precision, scale), kind, width);
    }
  }
}
