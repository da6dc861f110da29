package dev.quiver.parquet;

import dev.quiver.planner.load.BatchReader;
import dev.quiver.planner.load.FileFormat;
import dev.quiver.planner.load.FileFormats;
import dev.quiver.planner.load.FileOptions;
import dev.quiver.planner.load.WantedColumns;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes Parquet files with the library's writer and reads them through the product. */
final class TestFile {
  private final Path path;
  private final MessageType schema;
  private CompressionCodecName codec = CompressionCodecName.UNCOMPRESSED;
  private WriterVersion version = WriterVersion.PARQUET_1_0;
  private boolean dictionary = true;
  private boolean checksums = true;
  private long rowGroupBytes = 128 << 20;

  private TestFile(Path path, String columns) {
    this.path = path;
    this.schema = MessageTypeParser.parseMessageType("message test {" + columns + "}");
  }

  static TestFile at(Path path, String columns) {
    return new TestFile(path, columns);
  }

  TestFile codec(CompressionCodecName name) {
    codec = name;
    return this;
  }

  TestFile version(WriterVersion wanted) {
    version = wanted;
    return this;
  }

  TestFile dictionary(boolean wanted) {
    dictionary = wanted;
    return this;
  }

  TestFile checksums(boolean wanted) {
    checksums = wanted;
    return this;
  }

  TestFile rowGroupBytes(long bytes) {
    rowGroupBytes = bytes;
    return this;
  }

  /** Writes so many rows, each filled by its number. */
  Path write(int rows, BiConsumer<Group, Integer> filler) throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new JavaCodecs())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withType(schema)
            .withCompressionCodec(codec)
            .withWriterVersion(version)
            .withDictionaryEncoding(dictionary)
            .withPageWriteChecksumEnabled(checksums)
            .withRowGroupSize(rowGroupBytes)
            .withPageRowCountLimit(1_000)
            .build()) {
      for (int row = 0; row < rows; row++) {
        Group group = new SimpleGroup(schema);
        filler.accept(group, row);
        writer.write(group);
      }
    }
    return path;
  }

  static List<Field> fields(Path file) {
    return FileFormats.of(file, FileOptions.DEFAULT).inspect(file, FileOptions.DEFAULT);
  }

  /** Name, type, and "NOT NULL" of each column. */
  static List<String> types(Path file) {
    return fields(file).stream()
        .map(f -> f.name() + " " + f.type() + (f.nullable() ? "" : " NOT NULL"))
        .toList();
  }

  static List<List<Object>> rows(Path file) {
    return rows(file, WantedColumns.byName(fields(file)));
  }

  static List<List<Object>> rows(Path file, WantedColumns wanted) {
    FileFormat format = FileFormats.of(file, FileOptions.DEFAULT);
    List<List<Object>> rows = new ArrayList<>();
    try (BatchReader reader = format.read(file, FileOptions.DEFAULT, wanted)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int r = 0; r < batch.size(); r++) {
          List<Object> row = new ArrayList<>();
          for (int c = 0; c < batch.columnCount(); c++) {
            row.add(batch.column(c).value(r));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }
}
