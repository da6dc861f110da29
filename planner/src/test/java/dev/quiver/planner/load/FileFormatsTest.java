package dev.quiver.planner.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFormatsTest {
  @TempDir Path directory;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static List<String> types(Path file, FileOptions options) {
    return FileFormats.of(file, options).inspect(file, options).stream()
        .map(f -> f.name() + " " + f.type())
        .toList();
  }

  private static List<List<Object>> rows(Path file, FileOptions options) {
    FileFormat format = FileFormats.of(file, options);
    return rows(file, options, WantedColumns.byName(format.inspect(file, options)));
  }

  private static List<List<Object>> rows(Path file, FileOptions options, WantedColumns wanted) {
    List<List<Object>> rows = new ArrayList<>();
    try (BatchReader reader = FileFormats.of(file, options).read(file, options, wanted)) {
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

  @Test
  void readsCsvWithQuotesNewlinesAndByteOrderMark() throws IOException {
    Path file =
        file(
            "a.csv", "\uFEFFid,text,v\r\n1,\"say \"\"hi\"\",\nyou\",\"[1, 2]\"\r\n\r\n2,\"\",\r\n");
    assertThat(types(file, FileOptions.DEFAULT))
        .containsExactly("id BIGINT", "text VARCHAR", "v VECTOR(2)");
    assertThat(rows(file, FileOptions.DEFAULT))
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                Arrays.asList(1L, "say \"hi\",\nyou", new float[] {1, 2}),
                Arrays.asList(2L, "", null)));
  }

  @Test
  void guessesTypesFromTheFirstRows() throws IOException {
    Path file =
        file(
            "t.csv",
            "b,i,d,day,ts,code,mixed\n"
                + "true,1,1,2026-01-31,2026-01-31 10:00,007,1\n"
                + "FALSE,-2,1.5e3,2026-02-01,2026-02-01T11:22:33.5,123,x\n");
    assertThat(types(file, FileOptions.DEFAULT))
        .containsExactly(
            "b BOOLEAN",
            "i BIGINT",
            "d DOUBLE",
            "day DATE",
            "ts TIMESTAMP(6)",
            "code VARCHAR",
            "mixed VARCHAR");
  }

  @Test
  void takesOptions() throws IOException {
    Path file = file("a.txt", "1;'a;b';NA\n2;NA;3\n");
    FileOptions options =
        FileOptions.of(
            Map.of("format", "csv", "header", false, "delimiter", ";", "quote", "'", "null", "NA"));
    assertThat(types(file, options))
        .containsExactly("column1 BIGINT", "column2 VARCHAR", "column3 BIGINT");
    assertThat(rows(file, options))
        .isEqualTo(List.of(Arrays.asList(1L, "a;b", null), Arrays.asList(2L, null, 3L)));
  }

  @Test
  void refusesUnknownOptions() {
    assertThatThrownBy(() -> FileOptions.of(Map.of("headers", true)))
        .hasMessage(
            "unknown option headers; there are delimiter, escape, format, header, null, quote");
    assertThatThrownBy(() -> FileOptions.of(Map.of("delimiter", "ab")))
        .hasMessage("option delimiter = 'ab': expected one character");
  }

  @Test
  void readsJsonLinesAndArrays() throws IOException {
    String a = "{\"id\": 1, \"v\": [0.5, 2], \"x\": {\"k\": [true]}}";
    String b = "{\"ID\": 2.5, \"x\": null, \"s\": \"t\\u00fc\"}";
    Path lines = file("a.jsonl", a + "\n\n" + b + "\n");
    Path array = file("a.json", "[" + a + ",\n" + b + "]");
    assertThat(types(lines, FileOptions.DEFAULT))
        .containsExactly("id DOUBLE", "v VECTOR(2)", "x JSON", "s VARCHAR");
    for (Path file : List.of(lines, array)) {
      assertThat(rows(file, FileOptions.DEFAULT))
          .usingRecursiveComparison()
          .isEqualTo(
              List.of(
                  Arrays.asList(1.0, new float[] {.5f, 2}, "{\"k\":[true]}", null),
                  Arrays.asList(2.5, null, null, "tü")));
    }
  }

  private static WantedColumns wanted(boolean positional) {
    return new WantedColumns(
        List.of(
            new Field(0, "id", SimpleType.INTEGER, false),
            new Field(1, "v", VectorType.ofFloats(2), true)),
        positional,
        false,
        Arrays.asList(null, null));
  }

  @Test
  void namesFileLineAndColumnOfWhatIsWrong() throws IOException {
    Path value = file("value.csv", "id,v\n1,\"[1,2]\"\n2,\"[1\n,2,3]\"\n");
    assertBad(value, value + ", line 3, column v: expected VECTOR(2), got 3 elements");
    Path range = file("range.csv", "id,v\n3000000000,\n");
    assertBad(range, range + ", line 2, column id: 3000000000 does not fit INTEGER");
    Path narrow = file("narrow.csv", "id,v\n1\n");
    assertBad(narrow, narrow + ", line 2, column 2: the row has 1 values, expected 2");
    Path wide = file("wide.csv", "id,v\n1,,\n");
    assertBad(wide, wide + ", line 2, column 3: the row has 3 values, expected 2");
    Path open = file("open.csv", "id,v\n1,\n2,\"[1,\n2]\n");
    assertBad(open, open + ", line 3, column 2: a quote is not closed");
    Path late = file("late.csv", "id,v\n\"1\n\" ,\n");
    assertBad(late, late + ", line 3, column 1: ' ' follows a closing quote");
    Path missing = file("null.csv", "id,v\n1,\n,\n");
    assertBad(missing, missing + ", line 3, column id: must not be NULL");
    Path json = file("a.jsonl", "{\"id\": 1}\n{\"id\": 2,\n \"v\": [1, null]}\n");
    assertBad(json, json + ", line 3, column v: element 2 of a vector is NULL");
    Path other = file("other.jsonl", "{\"id\": 1, \"w\": 1}\n");
    assertBad(other, other + ", line 1, column w: there is no such column");
    Path text = file("text.jsonl", "{\"id\": 1}\nhello\n");
    assertThatThrownBy(() -> rows(text, FileOptions.DEFAULT, wanted(false)))
        .hasMessageStartingWith(text + ", line 2, column ");
  }

  private static void assertBad(Path file, String message) {
    assertThatThrownBy(() -> rows(file, FileOptions.DEFAULT, wanted(false)))
        .hasMessage(message + "; nothing was loaded")
        .extracting(e -> ((QuiverException) e).code())
        .isEqualTo(ErrorCode.BAD_ROW);
  }

  @Test
  void refusesColumnsNobodyTakes() throws IOException {
    Path file = file("a.csv", "id,w\n1,2\n");
    assertThatThrownBy(() -> rows(file, FileOptions.DEFAULT, wanted(false)))
        .hasMessage("unknown column w, which file " + file + " has");
    Path three = file("b.csv", "a,b,c\n1,2,3\n");
    assertThatThrownBy(() -> rows(three, FileOptions.DEFAULT, wanted(true)))
        .hasMessage(three + ": has 3 columns, expected 2");
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    Path file = directory.resolve("latin.csv");
    Files.write(file, "id,v\n1,ü\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> rows(file, FileOptions.DEFAULT))
        .hasMessageStartingWith(file + ": not UTF-8");
  }

  @Test
  void saysWhichModuleReadsParquet() {
    assertThatThrownBy(() -> FileFormats.of(Path.of("a.parquet"), FileOptions.DEFAULT))
        .hasMessage("format 'parquet': add the module quiver-parquet to the class path");
    assertThatThrownBy(() -> FileFormats.of(Path.of("a.xyz"), FileOptions.DEFAULT))
        .hasMessageStartingWith("a.xyz: its ending names no format; add WITH (format = '…')");
    assertThatThrownBy(() -> FileFormats.file("no/such.csv"))
        .hasMessage("file no/such.csv does not exist");
  }

  @Test
  void readsManyRowsInBatches() throws IOException {
    StringBuilder content = new StringBuilder("id,v\n");
    for (int i = 0; i < 5_000; i++) {
      content.append(i).append(",\"[").append(i).append(",1]\"\n");
    }
    Path file = file("many.csv", content.toString());
    assertThat(rows(file, FileOptions.DEFAULT, wanted(true))).hasSize(5_000);
    try (BatchReader reader =
        FileFormats.of(file, FileOptions.DEFAULT).read(file, FileOptions.DEFAULT, wanted(true))) {
      Batch first = reader.next();
      assertThat(first).isNotNull();
      assertThat(first.size()).isEqualTo(Batch.TARGET_ROWS);
      assertThat(reader.bytesRead()).isPositive();
    }
  }
}
