package dev.quiver.driver.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueFormsTest {
  @Test
  void longVectorsAndBytesAreShortened() {
    float[] vector = new float[384];
    vector[0] = 0.12f;
    vector[1] = -0.0337f;
    assertThat(Values.brief(vector)).isEqualTo("[0.120, -0.034, … 384]");
    assertThat(Values.brief(new byte[] {1, -1})).isEqualTo("01ff");
    assertThat(Values.brief(new byte[100])).isEqualTo("0000000000000000… 100 bytes");
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    assertThat(CsvWriter.field(null)).isEmpty();
    assertThat(CsvWriter.field("")).isEqualTo("\"\"");
    assertThat(CsvWriter.field("plain text")).isEqualTo("plain text");
    assertThat(CsvWriter.field("a,\"b\"\n")).isEqualTo("\"a,\"\"b\"\"\n\"");
    assertThat(CsvWriter.field(" x")).isEqualTo("\" x\"");
  }

  @Test
  void jsonIsJson() {
    assertThat(JsonLinesWriter.json(new float[] {.5f, -1})).isEqualTo("[0.5, -1.0]");
    assertThat(JsonLinesWriter.json(Float.NaN)).isEqualTo("\"NaN\"");
    assertThat(JsonLinesWriter.json(new Object[] {1, null, "x\"\\\n\u0001"}))
        .isEqualTo("[1, null, \"x\\\"\\\\\\n\\u0001\"]");
    assertThat(JsonLinesWriter.json(new byte[] {10})).isEqualTo("\"0a\"");
  }

  @Test
  void summariesSayWhatHappened() {
    assertThat(Summary.ofRows(1)).isEqualTo("(1 row)");
    assertThat(Summary.ofRows(12345)).isEqualTo("(12,345 rows)");
    assertThat(Summary.ofChange("-- x\n/* y */ insert INTO t", 3)).isEqualTo("3 rows inserted");
    assertThat(Summary.ofChange("CREATE TABLE t (i INTEGER)", 0)).isEqualTo("OK");
    assertThat(Summary.time(1_250_000)).isEqualTo("1.3 ms");
    assertThat(Summary.time(2_500_000_000L)).isEqualTo("2.50 s");
  }

  @Test
  void progressIsABar() {
    assertThat(Progress.bar("COPY docs", "writing", 1, 2, "1.00 s"))
        .isEqualTo("█".repeat(15) + "░".repeat(15) + "  50 %  1.00 s  COPY docs: writing  1 of 2");
    assertThat(Progress.bar("COPY docs", null, 1500, 0, "1.00 s"))
        .isEqualTo("1.00 s  COPY docs  1,500");
  }
}
