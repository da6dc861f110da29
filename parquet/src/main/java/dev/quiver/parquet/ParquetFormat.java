package dev.quiver.parquet;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.load.BatchReader;
import dev.quiver.planner.load.FileFormat;
import dev.quiver.planner.load.FileOptions;
import dev.quiver.planner.load.WantedColumns;
import dev.quiver.storage.table.Field;
import java.nio.file.Path;
import java.util.List;

/** Parquet files; columns go by name, rows are counted from 1. Files are only read. */
public final class ParquetFormat implements FileFormat {
  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public List<String> extensions() {
    return List.of("parquet", "parq");
  }

  @Override
  public List<Field> inspect(Path file, FileOptions options) {
    try (ParquetFile source = ParquetFile.open(file)) {
      return source.columns().stream().map(FileColumn::field).toList();
    }
  }

  @Override
  public BatchReader read(Path file, FileOptions options, WantedColumns wanted) {
    ParquetFile source = ParquetFile.open(file);
    try {
      return new ParquetReader(source, wanted);
    } catch (QuiverException e) {
      source.close();
      throw e;
    }
  }
}
