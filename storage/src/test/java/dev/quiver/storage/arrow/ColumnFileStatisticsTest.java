package dev.quiver.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.storage.ColumnStatistics;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.ColumnBuilder;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.DecimalType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnFileStatisticsTest {
  @Test
  void boundsAndNulls() {
    assertThat(of(SimpleType.INTEGER, 3, null, -7)).isEqualTo(new ColumnStatistics(-7, 3, 1));
    assertThat(of(SimpleType.BIGINT)).isEqualTo(new ColumnStatistics(null, null, 0));
    assertThat(of(SimpleType.BOOLEAN, true, null)).isEqualTo(new ColumnStatistics(true, true, 1));
    assertThat(of(SimpleType.VARCHAR, "b", "a\u0000", "ä"))
        .isEqualTo(new ColumnStatistics("a\u0000", "ä", 0));
    assertThat(of(new DecimalType(4, 1), new BigDecimal("-1.5"), new BigDecimal("2.0")))
        .isEqualTo(new ColumnStatistics(new BigDecimal("-1.5"), new BigDecimal("2.0"), 0));
    LocalDate day = LocalDate.of(2026, 1, 1);
    assertThat(of(SimpleType.DATE, day, null, null)).isEqualTo(new ColumnStatistics(day, day, 2));
    assertThat(of(VectorType.ofFloats(1), new float[] {1}, null))
        .isEqualTo(new ColumnStatistics(null, null, 1));
  }

  @Test
  void zerosCountAsBothZerosAndNanLeavesNoBounds() {
    assertThat(of(SimpleType.DOUBLE, 0.0, 1.0)).isEqualTo(new ColumnStatistics(-0.0, 1.0, 0));
    assertThat(of(SimpleType.REAL, -1f, -0f)).isEqualTo(new ColumnStatistics(-1f, 0f, 0));
    assertThat(of(SimpleType.DOUBLE, 1.0, Double.NaN, 2.0))
        .isEqualTo(new ColumnStatistics(null, null, 0));
  }

  @Test
  void longTextsAreCutBetweenCodePointsAndRoundedUp() {
    String text = "x".repeat(63) + "ßß";
    assertThat(of(SimpleType.VARCHAR, text))
        .isEqualTo(new ColumnStatistics("x".repeat(63), "x".repeat(62) + "y", 0));
    String last = Character.toString(Character.MAX_CODE_POINT).repeat(20);
    assertThat(of(SimpleType.VARCHAR, last).max()).isNull();
    String surrogate = "a".repeat(61) + "\uD7FF" + "tail";
    assertThat((String) of(SimpleType.VARCHAR, surrogate).max())
        .isEqualTo("a".repeat(61) + "\uE000");
  }

  @Test
  void textsAreOrderedByCodePointNotByUtf16() {
    String clef = "𝄞";
    String privateUse = "\uE000";
    assertThat(clef.compareTo(privateUse)).isNegative();
    assertThat(of(SimpleType.VARCHAR, clef, privateUse))
        .isEqualTo(new ColumnStatistics(privateUse, clef, 0));
  }

  @Test
  void longBytesAreRoundedUp() {
    byte[] value = "z".repeat(70).getBytes(StandardCharsets.US_ASCII);
    value[63] = -1;
    ColumnStatistics statistics = of(SimpleType.VARBINARY, value);
    assertThat((byte[]) statistics.min()).hasSize(64);
    assertThat((byte[]) statistics.max()).hasSize(63).endsWith((byte) '{');
  }

  @Test
  void aTextThatIsNotUtf8IsNoBound() {
    byte[] bytes = {'a', (byte) 0xFF};
    BytesColumn texts = new BytesColumn(SimpleType.VARCHAR, 2, bytes, new int[] {0, 1, 2}, null);
    assertThat(of(texts)).isEqualTo(new ColumnStatistics("a", null, 0));
  }

  private static ColumnStatistics of(DataType type, Object... values) {
    ColumnBuilder builder = ColumnBuilder.of(type);
    for (Object value : values) {
      builder.append(value);
    }
    return of(builder.build());
  }

  private static ColumnStatistics of(Column column) {
    DenseBatch batch = new DenseBatch(column.size(), List.of(column));
    return ArrowBytes.write(RandomData.fields(List.of(column.type())), List.of(batch))
        .summary()
        .statistics()
        .get(0);
  }
}
