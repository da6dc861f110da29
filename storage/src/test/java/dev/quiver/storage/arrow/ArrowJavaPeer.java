package dev.quiver.storage.arrow;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Arrow Java as the other side of the interop test; runs in a JVM of its own. */
final class ArrowJavaPeer {
  static final int ROWS = 5;

  private ArrowJavaPeer() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("read")) {
      Files.write(Path.of(arguments[2]), read(file), StandardCharsets.UTF_8);
    } else {
      write(file);
    }
  }

  private static List<String> read(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator();
        ArrowFileReader reader = new ArrowFileReader(FileChannel.open(file), allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      int first = 0;
      while (reader.loadNextBatch()) {
        for (FieldVector vector : root.getFieldVectors()) {
          for (int i = 0; i < vector.getValueCount(); i++) {
            lines.add(vector.getName() + " " + (first + i) + " " + ValueText.of(value(vector, i)));
          }
        }
        first += root.getRowCount();
      }
    }
    return lines;
  }

  private static Object value(FieldVector vector, int row) {
    return vector instanceof TimeStampVector times && !times.isNull(row)
        ? Long.valueOf(times.get(row))
        : vector.getObject(row);
  }

  private static void write(Path file) throws IOException {
    try (BufferAllocator allocator = new RootAllocator();
        VarCharVector words = new VarCharVector("words", allocator);
        VarCharVector plain = new VarCharVector("dictionary", allocator)) {
      fill(words, "red", "green", "blue");
      fill(plain, "blue", "red", null, "blue", "green");
      DictionaryProvider.MapDictionaryProvider dictionaries =
          new DictionaryProvider.MapDictionaryProvider();
      Dictionary dictionary = new Dictionary(words, new DictionaryEncoding(1, false, null));
      dictionaries.put(dictionary);
      List<FieldVector> vectors = new ArrayList<>();
      vectors.add((FieldVector) DictionaryEncoder.encode(plain, dictionary));
      vectors.addAll(numbers(allocator));
      vectors.addAll(lists(allocator));
      try (VectorSchemaRoot root = new VectorSchemaRoot(vectors);
          FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          ArrowFileWriter writer = new ArrowFileWriter(root, dictionaries, channel)) {
        root.setRowCount(ROWS);
        writer.writeBatch();
        writer.writeBatch();
        writer.end();
      }
    }
  }

  private static void fill(VarCharVector vector, String... values) {
    vector.allocateNew();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        vector.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
      }
    }
    vector.setValueCount(values.length);
  }

  private static List<FieldVector> numbers(BufferAllocator allocator) {
    IntVector ints = new IntVector("int", allocator);
    BigIntVector longs = new BigIntVector("long", allocator);
    UInt1Vector bytes = new UInt1Vector("uint8", allocator);
    UInt8Vector unsigned = new UInt8Vector("uint64", allocator);
    TimeStampMilliVector millis = new TimeStampMilliVector("millis", allocator);
    LargeVarCharVector texts = new LargeVarCharVector("large", allocator);
    List<FieldVector> vectors = List.of(ints, longs, bytes, unsigned, millis, texts);
    vectors.forEach(FieldVector::allocateNew);
    for (int i = 0; i < ROWS; i++) {
      if (i != 2) {
        ints.setSafe(i, i - 3);
        longs.setSafe(i, i - 3L);
        bytes.setSafe(i, 250 + i);
        unsigned.setSafe(i, i - 3L);
        millis.setSafe(i, i - 3L);
        texts.setSafe(i, ("text " + i).getBytes(StandardCharsets.UTF_8));
      }
    }
    vectors.forEach(vector -> vector.setValueCount(ROWS));
    return vectors;
  }

  private static List<FieldVector> lists(BufferAllocator allocator) {
    FixedSizeListVector vectors =
        new FixedSizeListVector(
            "vector", allocator, FieldType.nullable(new ArrowType.FixedSizeList(3)), null);
    Float4Vector floats =
        (Float4Vector)
            vectors
                .addOrGetVector(
                    FieldType.nullable(
                        new ArrowType.FloatingPoint(
                            org.apache.arrow.vector.types.FloatingPointPrecision.SINGLE)))
                .getVector();
    vectors.allocateNew();
    for (int i = 0; i < ROWS; i++) {
      if (i != 2) {
        vectors.setNotNull(i);
        for (int j = 0; j < 3; j++) {
          floats.setSafe(i * 3 + j, i + j / 4f);
        }
      }
    }
    vectors.setValueCount(ROWS);
    ListVector lists = ListVector.empty("list", allocator);
    UnionListWriter writer = lists.getWriter();
    for (int i = 0; i < ROWS; i++) {
      writer.setPosition(i);
      writer.startList();
      for (int j = 0; j < i; j++) {
        writer.writeInt(10 * i + j);
      }
      writer.endList();
    }
    lists.setValueCount(ROWS);
    return List.of(vectors, lists);
  }
}
