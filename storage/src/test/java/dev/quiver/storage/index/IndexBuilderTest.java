package dev.quiver.storage.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many lists are made. */
class IndexBuilderTest {
  private static int lists(int asked, int dimension, long rows) {
    IndexDefinition definition = IndexedTable.definition(IndexMethod.IVF_RQ, Metric.L2, asked);
    return IndexBuilder.lists(definition, dimension, rows);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "255, 1",
    "512, 2",
    "340479, 1329",
    "1048576, 4096",
    "2047999, 4096",
    "2048500, 4097",
    "5000000, 10000",
    "33000000, 65536"
  })
  void growWithTheRows(long rows, int lists) {
    assertThat(lists(0, 100, rows)).isEqualTo(lists);
    assertThat(lists(77, 100, rows)).isEqualTo(77);
  }

  /** Of long vectors the sample has fewer. */
  @ParameterizedTest
  @CsvSource({"384, 3906", "768, 2000", "1536, 2000", "4096, 2000"})
  void areFewerForLongVectors(int dimension, int lists) {
    assertThat(lists(0, dimension, 1_000_000)).isEqualTo(lists);
  }
}
