package dev.quiver.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.DenseBatch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ColumnFileDamageTest {
  private static final int ROWS = 9;
  private final DenseBatch batch = new RandomData(11, 0.3).batch(RandomData.TYPES, ROWS);
  private final byte[] file =
      ArrowBytes.write(RandomData.fields(RandomData.TYPES), java.util.List.of(batch)).bytes();

  @Test
  void everyFlippedByteIsFoundOrHarmless() {
    int found = 0;
    for (int at = 0; at < file.length; at++) {
      for (int mask : new int[] {0x01, 0x80, 0xFF}) {
        byte[] damaged = file.clone();
        damaged[at] ^= (byte) mask;
        found += isFound(damaged) ? 1 : 0;
      }
    }
    assertThat(found).isEqualTo(file.length * 3);
  }

  @Test
  void everyTruncationIsFound() {
    for (int length = 0; length < file.length; length++) {
      assertThat(isFound(Arrays.copyOf(file, length))).as("cut to %d", length).isTrue();
      assertThat(isFound(Arrays.copyOfRange(file, file.length - length, file.length))).isTrue();
    }
    assertThat(isFound(Arrays.copyOf(file, file.length + 1))).isTrue();
    assertThat(isFound(file)).isFalse();
  }

  @Test
  void damageElsewhereDoesNotDisturb() {
    java.util.List<dev.quiver.storage.type.DataType> types =
        java.util.List.of(
            dev.quiver.storage.type.SimpleType.BIGINT, dev.quiver.storage.type.SimpleType.BIGINT);
    DenseBatch wide = new RandomData(1, 0).batch(types, 30_000);
    byte[] bytes = ArrowBytes.write(RandomData.fields(types), java.util.List.of(wide)).bytes();
    bytes[400_000] ^= 1;
    ColumnFileReader reader = ColumnFileReader.open(ArrowBytes.source(bytes));
    ColumnAssert.assertRows(
        reader.read(0, 0, 20_000), wide.column(0), ColumnAssert.range(0, 20_000));
    assertThatThrownBy(() -> reader.read(1, 0, 30_000))
        .isInstanceOf(QuiverException.class)
        .hasMessage("data/test.arrow is damaged: wrong checksum of bytes 393216 to 458752");
    assertThatThrownBy(reader::verify).hasMessageContaining("393216");
  }

  @Test
  void aPlainArrowFileIsNoColumnFile() {
    byte[] bytes = file.clone();
    int table = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("QUIVERCK");
    bytes[table] = 'X';
    assertThatThrownBy(() -> ColumnFileReader.open(ArrowBytes.source(bytes)))
        .hasMessage("data/test.arrow is damaged: it has no checksum table of ours");
  }

  /** Whether damage is found; wrong values and any other failure fail the test. */
  private boolean isFound(byte[] damaged) {
    try {
      ColumnFileReader reader = ColumnFileReader.open(ArrowBytes.source(damaged));
      for (int c = 0; c < batch.columnCount(); c++) {
        ColumnAssert.assertRows(
            reader.read(c, 0, ROWS), batch.column(c), ColumnAssert.range(0, ROWS));
      }
      return false;
    } catch (QuiverException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE);
      assertThat(e).hasMessageStartingWith("data/test.arrow is damaged: ");
      return true;
    } catch (IndexOutOfBoundsException | IllegalStateException e) {
      return fail("damage led to " + e, e);
    }
  }
}
