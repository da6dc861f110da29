package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.load.BatchReader;
import dev.quiver.planner.load.FileFormat;
import dev.quiver.planner.load.FileFormats;
import dev.quiver.planner.load.FileOptions;
import dev.quiver.planner.load.WantedColumns;
import dev.quiver.storage.column.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads what claims to be a file of others, as READ_CSV and its like do, without SQL. */
final class ForeignReader {
  private static final Map<String, Path> FILES = new HashMap<>();

  private ForeignReader() {}

  /** All its rows, or one error that is not the reader's own and names the file. */
  static void read(String ending, byte[] content) throws IOException {
    Path file = FILES.get(ending);
    if (file == null) {
      file = Files.createTempFile("fed", "." + ending);
      file.toFile().deleteOnExit();
      FILES.put(ending, file);
    }
    read(Files.write(file, content));
  }

  private static void read(Path file) {
    try {
      FileFormat format = FileFormats.of(file, FileOptions.DEFAULT);
      WantedColumns all = WantedColumns.byName(format.inspect(file, FileOptions.DEFAULT));
      try (BatchReader reader = format.read(file, FileOptions.DEFAULT, all)) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
          for (int column = 0; column < batch.columnCount(); column++) {
            for (int row = 0; row < batch.size(); row++) {
              batch.column(column).value(row);
            }
          }
        }
      }
    } catch (QuiverException e) {
      assertThat(e.code()).isNotIn(ErrorCode.INTERNAL, ErrorCode.OUT_OF_MEMORY);
      assertThat(e).hasMessageContaining(file.toString());
    }
  }
}
