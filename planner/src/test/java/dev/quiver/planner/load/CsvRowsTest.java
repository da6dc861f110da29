package dev.quiver.planner.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {
  private static final String ALPHABET = "ab,\"\n\r\\é€ 1";

  @TempDir Path directory;

  /** Values of every length up to twice the buffer, so that runs end anywhere in it. */
  @Test
  void readsBackWhatWasWrittenAcrossBuffers() throws IOException {
    Random random = new Random(5);
    List<List<String>> rows = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    StringBuilder file = new StringBuilder();
    for (int r = 0, line = 1; r < 400; r++) {
      int length = r % 100 == 99 ? 70_000 : random.nextInt(400);
      String quoted = text(random, length, ALPHABET);
      String plain = "x" + text(random, random.nextInt(300), "ab\"\\é€ 1");
      rows.add(List.of(quoted, plain, "z"));
      lines.add(line);
      file.append('"').append(quoted.replace("\"", "\"\"")).append("\",");
      file.append(plain).append(",z").append(r % 2 == 0 ? "\n" : "\r\n");
      line += 1 + (int) quoted.chars().filter(c -> c == '\n').count();
    }
    Path path = Files.writeString(directory.resolve("a.csv"), file);
    try (CsvRows reader = new CsvRows(path, FileOptions.DEFAULT)) {
      for (int r = 0; r < rows.size(); r++) {
        assertThat(reader.next()).as("row " + r).isEqualTo(rows.get(r));
        assertThat(reader.line()).as("line of row " + r).isEqualTo(lines.get(r));
      }
      assertThat(reader.next()).isNull();
    }
  }

  private static String text(Random random, int length, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
