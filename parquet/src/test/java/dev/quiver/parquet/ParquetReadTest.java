package dev.quiver.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.planner.load.WantedColumns;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of many rows, lists and vectors, and how columns of a file meet those of a table. */
class ParquetReadTest {
  private static final String ROWS =
      "required int64 id; optional binary text (STRING); optional double d;"
          + "optional group v (LIST) { repeated group list { optional float element; } }";

  @TempDir Path directory;

  static Stream<Arguments> waysToWrite() {
    List<Arguments> ways = new ArrayList<>();
    for (PageCodec codec : PageCodec.values()) {
      if (codec == PageCodec.ZSTD) {
        continue; // Has no writer in Java; see ForeignParquetTest.
      }
      for (WriterVersion version : WriterVersion.values()) {
        for (boolean dictionary : new boolean[] {true, false}) {
          ways.add(Arguments.of(CompressionCodecName.valueOf(codec.name()), version, dictionary));
        }
      }
    }
    return ways.stream();
  }

  private static void fill(Group row, int number) {
    row.append("id", (long) number);
    if (number % 7 != 0) {
      row.append("text", "value " + number % 50 + " " + "abc".repeat(number % 40));
    }
    if (number % 3 != 0) {
      row.append("d", Math.sqrt(number));
    }
    if (number % 5 != 0) {
      Group list = row.addGroup("v");
      for (int i = 0; i < number % 4; i++) {
        list.addGroup("list").append("element", number + i / 4f);
      }
    }
  }

  private static List<Object> expected(int number) {
    List<Object> vector = new ArrayList<>();
    for (int i = 0; i < number % 4; i++) {
      vector.add(number + i / 4f);
    }
    return Arrays.asList(
        (long) number,
        number % 7 == 0 ? null : "value " + number % 50 + " " + "abc".repeat(number % 40),
        number % 3 == 0 ? null : Math.sqrt(number),
        number % 5 == 0 ? null : vector);
  }

  @ParameterizedTest
  @MethodSource("waysToWrite")
  void readsManyRowGroupsInEachCodec(
      CompressionCodecName codec, WriterVersion version, boolean dictionary) throws IOException {
    Path file =
        TestFile.at(directory.resolve("many.parquet"), ROWS)
            .codec(codec)
            .version(version)
            .dictionary(dictionary)
            .rowGroupBytes(100_000)
            .write(10_000, ParquetReadTest::fill);
    try (ParquetFile opened = ParquetFile.open(file)) {
      assertThat(opened.rowGroups().size()).isGreaterThan(1);
    }
    assertThat(TestFile.types(file))
        .containsExactly("id BIGINT NOT NULL", "text VARCHAR", "d DOUBLE", "v REAL ARRAY");
    List<List<Object>> rows = TestFile.rows(file);
    assertThat(rows).hasSize(10_000);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i)).isEqualTo(expected(i));
    }
  }

  @Test
  void refusesOtherCodecsByName() throws IOException {
    Path file =
        TestFile.at(directory.resolve("b.parquet"), "required int32 a;")
            .codec(CompressionCodecName.BROTLI)
            .write(1, (row, number) -> row.append("a", 1));
    assertThatThrownBy(() -> TestFile.rows(file))
        .hasMessage(
            file
                + ": column a: compressed with BROTLI; there are "
                + Arrays.toString(PageCodec.values()));
  }

  @Test
  void readsAFileWithoutRows() throws IOException {
    Path file = TestFile.at(directory.resolve("e.parquet"), ROWS).write(0, (row, number) -> {});
    assertThat(TestFile.rows(file)).isEmpty();
  }

  private static WantedColumns vectors(int dimension) {
    return WantedColumns.byName(List.of(new Field(0, "v", VectorType.ofFloats(dimension), true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optional group v (LIST) { repeated group list { optional float element; } }",
        "required group v (LIST) { repeated group list { required float item; } }",
        "optional group v (LIST) { repeated float array; }",
        "repeated float v;",
        "optional group v (LIST) { repeated group bag { optional double array_element; } }",
        "optional group v (LIST) { repeated group list { optional int32 element; } }"
      })
  void readsEachFormOfListAsVector(String form) throws IOException {
    boolean isDouble = form.contains("double");
    boolean isInt = form.contains("int32");
    Path file =
        TestFile.at(directory.resolve("v.parquet"), form)
            .write(
                100,
                (row, number) -> {
                  Group list = form.startsWith("repeated") ? row : row.addGroup("v");
                  for (int i = 0; i < 3; i++) {
                    boolean deep = !form.startsWith("repeated") && !form.contains("float array");
                    Group place = deep ? list.addGroup(0) : list;
                    if (isDouble) {
                      place.add(0, (double) number + i);
                    } else if (isInt) {
                      place.add(0, number + i);
                    } else {
                      place.add(0, (float) number + i);
                    }
                  }
                });
    List<List<Object>> rows = TestFile.rows(file, vectors(3));
    assertThat(rows).hasSize(100);
    assertThat((float[]) rows.get(99).get(0)).containsExactly(99, 100, 101);
  }

  @Test
  void namesTheRowWhoseVectorDoesNotFit() throws IOException {
    Path file =
        TestFile.at(
                directory.resolve("v.parquet"),
                "optional group v (LIST) { repeated group list { optional float element; } }")
            .write(
                3_000,
                (row, number) -> {
                  Group list = row.addGroup("v");
                  list.addGroup("list").append("element", 1f);
                  Group second = list.addGroup("list");
                  if (number != 2_500) {
                    second.append("element", 2f);
                  }
                });
    assertThatThrownBy(() -> TestFile.rows(file, vectors(3)))
        .hasMessageStartingWith(file + ", row 1, column v: expected VECTOR(3), got 2");
    assertThatThrownBy(() -> TestFile.rows(file, vectors(2)))
        .hasMessageStartingWith(file + ", row 2501, column v: ")
        .hasMessageContaining("NULL");
    WantedColumns arrays =
        WantedColumns.byName(List.of(new Field(0, "v", new ListType(SimpleType.REAL), true)));
    assertThat(TestFile.rows(file, arrays).get(2_500).get(0)).isEqualTo(Arrays.asList(1f, null));
  }

  @Test
  void columnsMeetByNameAndAreConverted() throws IOException {
    Path file =
        TestFile.at(
                directory.resolve("c.parquet"),
                "required int32 Id; optional binary note; optional int64 extra;")
            .write(
                2,
                (row, number) ->
                    row.append("Id", number)
                        .append("note", Binary.fromString("n" + number))
                        .append("extra", 5_000_000_000L));
    List<Field> fields =
        List.of(
            new Field(0, "NOTE", SimpleType.VARCHAR, true),
            new Field(1, "missing", SimpleType.INTEGER, true),
            new Field(2, "id", SimpleType.BIGINT, false));
    WantedColumns some = new WantedColumns(fields, true, true, Arrays.asList(null, 9, null));
    assertThat(TestFile.rows(file, some))
        .isEqualTo(List.of(Arrays.asList("n0", 9, 0L), Arrays.asList("n1", 9, 1L)));
    WantedColumns strict = new WantedColumns(fields, true, false, Arrays.asList(null, 9, null));
    assertThatThrownBy(() -> TestFile.rows(file, strict))
        .hasMessage("unknown column extra, which file " + file + " has");
    WantedColumns narrow =
        WantedColumns.byName(List.of(new Field(0, "extra", SimpleType.INTEGER, true)));
    assertThatThrownBy(() -> TestFile.rows(file, narrow))
        .hasMessageStartingWith(file + ", row 1, column extra: 5000000000 does not fit INTEGER");
  }

  @Test
  void nullsWhereNoneMayBeAreErrors() throws IOException {
    Path file =
        TestFile.at(directory.resolve("n.parquet"), "optional int32 a;")
            .write(
                2,
                (row, number) -> {
                  if (number == 0) {
                    row.append("a", 1);
                  }
                });
    WantedColumns wanted =
        WantedColumns.byName(List.of(new Field(0, "a", SimpleType.INTEGER, false)));
    assertThatThrownBy(() -> TestFile.rows(file, wanted))
        .hasMessage(file + ", row 2, column a: must not be NULL; nothing was loaded");
  }

  @Test
  void textsThatAreNotUtf8AreErrors() throws IOException {
    Path file =
        TestFile.at(directory.resolve("t.parquet"), "optional binary a (STRING);")
            .write(
                1,
                (row, number) ->
                    row.append("a", Binary.fromConstantByteArray(new byte[] {'a', (byte) 0xC3})));
    assertThatThrownBy(() -> TestFile.rows(file))
        .hasMessage(file + ": column a, at or after row 1: not UTF-8");
  }
}
