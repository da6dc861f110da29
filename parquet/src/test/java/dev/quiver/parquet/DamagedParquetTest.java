package dev.quiver.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever was done to a file, it gives rows or a QuiverException that names it. */
class DamagedParquetTest {
  private static final Set<ErrorCode> EXPECTED =
      EnumSet.of(ErrorCode.FILE_FORMAT, ErrorCode.BAD_ROW);

  @TempDir Path directory;

  private byte[] good(CompressionCodecName codec, WriterVersion version) throws IOException {
    Path file =
        TestFile.at(
                directory.resolve("good.parquet"),
                "required int64 id; optional binary s (STRING); optional int32 t (DATE);"
                    + "optional group v (LIST) { repeated group list { optional float element; } }")
            .codec(codec)
            .version(version)
            .checksums(false)
            .dictionary(version == WriterVersion.PARQUET_1_0)
            .write(40, DamagedParquetTest::fill);
    return Files.readAllBytes(file);
  }

  private static void fill(Group row, int number) {
    row.append("id", (long) number * number);
    if (number % 4 != 0) {
      row.append("s", "text " + number % 9).append("t", number * 100);
    }
    Group list = row.addGroup("v");
    for (int i = 0; i < number % 3; i++) {
      list.addGroup("list").append("element", i / 2f);
    }
  }

  /** True if the bytes were refused. */
  private boolean isRefused(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("bad.parquet"), bytes);
    try {
      TestFile.rows(file);
      return false;
    } catch (QuiverException e) {
      assertThat(e.code()).isIn(EXPECTED);
      assertThat(e.getMessage()).startsWith(file.toString());
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource(WriterVersion.class)
  void eachFlippedByteGivesRowsOrAnErrorThatNamesTheFile(WriterVersion version) throws IOException {
    for (CompressionCodecName codec :
        EnumSet.of(CompressionCodecName.UNCOMPRESSED, CompressionCodecName.SNAPPY)) {
      byte[] good = good(codec, version);
      assertThat(isRefused(good)).isFalse();
      int refused = 0;
      for (int i = 0; i < good.length; i++) {
        for (int mask : new int[] {0x01, 0x80, 0xFF}) {
          byte[] bad = good.clone();
          bad[i] ^= (byte) mask;
          refused += isRefused(bad) ? 1 : 0;
        }
      }
      assertThat(refused).isGreaterThan(good.length / 2);
    }
  }

  @Test
  void eachShorterFileIsRefused() throws IOException {
    byte[] good = good(CompressionCodecName.GZIP, WriterVersion.PARQUET_1_0);
    for (int length = 0; length < good.length; length++) {
      assertThat(isRefused(Arrays.copyOf(good, length))).isTrue();
    }
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    Path text = Files.writeString(directory.resolve("a.parquet"), "id,name\n1,hello world\n");
    assertThatThrownBy(() -> TestFile.fields(text))
        .hasMessage(text + ": no Parquet file, or one cut short: it does not end in PAR1");
    Path encrypted = Files.writeString(directory.resolve("e.parquet"), "PARE12345678\0\0\0\0PARE");
    assertThatThrownBy(() -> TestFile.fields(encrypted))
        .hasMessage(encrypted + ": its footer is encrypted, which is not supported");
    Path empty = Files.writeString(directory.resolve("z.parquet"), "");
    assertThatThrownBy(() -> TestFile.fields(empty))
        .hasMessage(empty + ": no Parquet file: it has 0 bytes");
  }

  @Test
  void aFlippedBitInAPageWithAChecksumIsFound() throws IOException {
    Path file =
        TestFile.at(directory.resolve("crc.parquet"), "required int64 id;")
            .dictionary(false)
            .write(1_000, (row, number) -> row.append("id", (long) number));
    byte[] bytes = Files.readAllBytes(file);
    bytes[4_000] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> TestFile.rows(file))
        .hasMessageContaining(file + ": column id is damaged at ")
        .hasMessageEndingWith("the checksum of a page does not fit");
  }
}
