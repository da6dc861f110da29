package dev.quiver.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The shipped file: an Arrow IPC file, not compressed, in record batches of at most 2,048 rows.
 *
 * <p>Columns: id Int32 not null, year Int32, speaker Utf8, party Utf8, text Utf8, embedding
 * FixedSizeList&lt;Float32&gt;(384). No value is null.
 */
final class SpeechFile {

  static final int DIMENSION = 384;
  private static final int BATCH_ROWS = 2048;

  private static final ArrowType INT32 = new ArrowType.Int(32, true);
  private static final ArrowType FLOAT32 =
      new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", FieldType.notNullable(INT32), null),
              Field.nullable("year", INT32),
              Field.nullable("speaker", ArrowType.Utf8.INSTANCE),
              Field.nullable("party", ArrowType.Utf8.INSTANCE),
              Field.nullable("text", ArrowType.Utf8.INSTANCE),
              new Field(
                  "embedding",
                  FieldType.nullable(new ArrowType.FixedSizeList(DIMENSION)),
                  List.of(Field.nullable("item", FLOAT32)))));

  private SpeechFile() {}

  /** A sentence and its embedding. */
  record Row(Sentence sentence, float[] embedding) {}

  static void write(Path file, List<Row> rows) throws IOException {
    try (BufferAllocator memory = new RootAllocator();
        VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, memory);
        FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        ArrowFileWriter writer = new ArrowFileWriter(root, null, channel)) {
      writer.start();
      for (int first = 0; first < rows.size(); first += BATCH_ROWS) {
        fill(root, rows.subList(first, Math.min(first + BATCH_ROWS, rows.size())));
        writer.writeBatch();
      }
      writer.end();
    }
  }

  private static void fill(VectorSchemaRoot root, List<Row> rows) {
    root.allocateNew();
    for (int i = 0; i < rows.size(); i++) {
      Sentence sentence = rows.get(i).sentence();
      ((IntVector) root.getVector("id")).setSafe(i, sentence.id());
      ((IntVector) root.getVector("year")).setSafe(i, sentence.year());
      text(root, "speaker", i, sentence.speaker());
      text(root, "party", i, sentence.party());
      text(root, "text", i, sentence.text());
      FixedSizeListVector list = (FixedSizeListVector) root.getVector("embedding");
      list.startNewValue(i);
      Float4Vector items = (Float4Vector) list.getDataVector();
      for (int d = 0; d < DIMENSION; d++) {
        items.setSafe(i * DIMENSION + d, rows.get(i).embedding()[d]);
      }
    }
    root.setRowCount(rows.size());
  }

  private static void text(VectorSchemaRoot root, String column, int row, String value) {
    ((VarCharVector) root.getVector(column)).setSafe(row, value.getBytes(StandardCharsets.UTF_8));
  }

  static List<Row> read(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (BufferAllocator memory = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowFileReader reader = new ArrowFileReader(channel, memory)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      if (!root.getSchema().equals(SCHEMA)) {
        throw new IOException("Schema of " + file + " is " + root.getSchema());
      }
      while (reader.loadNextBatch()) {
        for (int i = 0; i < root.getRowCount(); i++) {
          rows.add(row(root, i));
        }
      }
    }
    return rows;
  }

  private static Row row(VectorSchemaRoot root, int i) {
    FixedSizeListVector list = (FixedSizeListVector) root.getVector("embedding");
    Float4Vector items = (Float4Vector) list.getDataVector();
    float[] embedding = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      embedding[d] = items.get(i * DIMENSION + d);
    }
    return new Row(
        new Sentence(
            ((IntVector) root.getVector("id")).get(i),
            ((IntVector) root.getVector("year")).get(i),
            root.getVector("speaker").getObject(i).toString(),
            root.getVector("party").getObject(i).toString(),
            root.getVector("text").getObject(i).toString()),
        embedding);
  }
}
