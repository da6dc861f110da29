package dev.quiver.parquet;

import dev.quiver.functions.error.QuiverException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Turns the footer's list of schema elements, a tree in depth-first order, into columns.
 *
 * <p>A column is a value or a list of values, in the three-level form or in one of the older ones
 * with two levels; anything more nested is an error that names the column.
 */
final class SchemaReader {
  private static final int MAX_DEPTH = 100;

  /** A schema element with those below it. */
  private record Node(SchemaElement element, List<Node> children) {
    String name() {
      return element.getName();
    }

    boolean isLeaf() {
      return children.isEmpty();
    }

    boolean isRepeated() {
      return element.getRepetition_type() == FieldRepetitionType.REPEATED;
    }

    boolean isOptional() {
      return element.getRepetition_type() == FieldRepetitionType.OPTIONAL;
    }
  }

  private final ParquetFile file;
  private final List<SchemaElement> elements;
  private int position;

  SchemaReader(ParquetFile file, FileMetaData footer) {
    this.file = file;
    this.elements = footer.getSchema() == null ? List.of() : footer.getSchema();
  }

  /**
   * The columns in the order of the file.
   *
   * @throws QuiverException FILE_FORMAT
   */
  List<FileColumn> columns() {
    Node root = next(0);
    if (position != elements.size()) {
      throw file.wrong("damaged: its schema is no tree");
    }
    List<FileColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node node : root.children()) {
      if (!names.add(node.name().toLowerCase(Locale.ROOT))) {
        throw file.wrong("two columns are called '" + node.name() + "'");
      }
      columns.add(column(columns.size(), node));
    }
    if (columns.isEmpty()) {
      throw file.wrong("it has no columns");
    }
    return List.copyOf(columns);
  }

  private Node next(int depth) {
    if (position >= elements.size() || depth > MAX_DEPTH) {
      throw file.wrong("damaged: its schema is no tree");
    }
    SchemaElement element = elements.get(position++);
    if (element.getName() == null || (depth > 0 && element.getRepetition_type() == null)) {
      throw file.wrong("damaged: element " + position + " of its schema lacks a name or a kind");
    }
    List<Node> children = new ArrayList<>();
    for (int i = 0; i < element.getNum_children(); i++) {
      children.add(next(depth + 1));
    }
    if (depth > 0 && children.isEmpty() && element.getType() == null) {
      throw file.wrong("column " + element.getName() + " has no type");
    }
    return new Node(element, children);
  }

  private FileColumn column(int index, Node node) {
    if (node.isLeaf()) {
      return node.isRepeated() ? list(index, node, node, false, 0) : value(index, node);
    }
    if (!isList(node) || node.isRepeated() || node.children().size() != 1) {
      throw unsupported(node, isMap(node) ? "a map" : "a structure of columns");
    }
    Node repeated = node.children().get(0);
    if (!repeated.isRepeated()) {
      throw unsupported(node, "a list of an unknown form");
    }
    Node element = repeated;
    if (!repeated.isLeaf()) {
      element = repeated.children().get(0);
      if (repeated.children().size() != 1 || !element.isLeaf() || element.isRepeated()) {
        throw unsupported(node, "a list of lists or of structures");
      }
    }
    return list(index, node, element, node.isOptional(), node.isOptional() ? 1 : 0);
  }

  private FileColumn value(int index, Node node) {
    MessageType schema = new MessageType("row", type(node));
    return new FileColumn(
        index, node.name(), node.isOptional(), schema, leaf(node, node), false, 0);
  }

  private FileColumn list(int index, Node node, Node element, boolean nullable, int level) {
    MessageType schema = new MessageType("row", type(node));
    LeafType leaf = leaf(node, element);
    return new FileColumn(index, node.name(), nullable, schema, leaf, true, level);
  }

  private LeafType leaf(Node column, Node leaf) {
    try {
      return LeafTypes.of(leaf.element());
    } catch (IllegalArgumentException e) {
      throw file.wrong(e, "column " + column.name() + " is " + e.getMessage());
    }
  }

  private Type type(Node node) {
    SchemaElement element = node.element();
    Repetition repetition = Repetition.valueOf(element.getRepetition_type().name());
    if (!node.isLeaf()) {
      return new GroupType(
          repetition, node.name(), node.children().stream().map(this::type).toList());
    }
    PrimitiveTypeName physical =
        switch (element.getType()) {
          case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
          case INT32 -> PrimitiveTypeName.INT32;
          case INT64 -> PrimitiveTypeName.INT64;
          case INT96 -> PrimitiveTypeName.INT96;
          case FLOAT -> PrimitiveTypeName.FLOAT;
          case DOUBLE -> PrimitiveTypeName.DOUBLE;
          case BYTE_ARRAY -> PrimitiveTypeName.BINARY;
          case FIXED_LEN_BYTE_ARRAY -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        };
    int length = element.getType_length();
    if (physical == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY && length <= 0) {
      throw file.wrong("column " + node.name() + " has values of " + length + " bytes");
    }
    return new PrimitiveType(repetition, physical, length, node.name());
  }

  private static boolean isList(Node node) {
    SchemaElement element = node.element();
    return element.getConverted_type() == ConvertedType.LIST
        || (element.isSetLogicalType() && element.getLogicalType().isSetLIST());
  }

  private static boolean isMap(Node node) {
    SchemaElement element = node.element();
    return element.getConverted_type() == ConvertedType.MAP
        || element.getConverted_type() == ConvertedType.MAP_KEY_VALUE
        || (element.isSetLogicalType() && element.getLogicalType().isSetMAP());
  }

  private QuiverException unsupported(Node column, String what) {
    return file.wrong(
        "column "
            + column.name()
            + " is "
            + what
            + "; only values and lists of values can be read");
  }
}
