package dev.quiver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.LongColumn;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many rows and wide rows. */
class LargeTableTest {
  private static final TableName TABLE = TableName.of("large");

  @TempDir private Path directory;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(new LocalFileStore(directory), OpenOptions.DEFAULT);
  }

  @AfterEach
  void check() {
    assertThat(database.check(null, Progress.NONE).findings()).isEmpty();
  }

  private static Batch longs(long from, int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = from + i;
    }
    return new DenseBatch(count, List.of(new LongColumn(SimpleType.BIGINT, count, values, null)));
  }

  @Test
  void aFragmentIsFullAtAMillionRowsAndKeysHoldAcrossFragments() {
    Schema schema =
        new Schema(List.of(new Field(0, "id", SimpleType.BIGINT, false)), List.of(0), 1);
    int rows = Fragment.MAX_ROWS + 100_000;
    try (Transaction t = database.begin()) {
      t.createTable(TABLE, schema);
      try (TableAppender appender = t.append(TABLE)) {
        for (int from = 0; from < rows; from += 65_000) {
          appender.append(longs(from, Math.min(65_000, rows - from)));
        }
        assertThatThrownBy(() -> appender.append(longs(rows - 1, 5)))
            .hasMessage("duplicate key (" + (rows - 1) + ") in primary key (id) of table large");
        appender.finish();
      }
      t.commit("CREATE TABLE");
    }
    TableVersion table = database.latest().table(TABLE).orElseThrow();
    assertThat(table.fragments())
        .extracting(Fragment::physicalRows)
        .containsExactly(Fragment.MAX_ROWS, 100_000);
    assertThat(table.rowCount()).isEqualTo(rows);
    try (Transaction t = database.begin()) {
      Rows.append(t, TABLE, longs(rows, 3));
      assertThatThrownBy(() -> Rows.append(t, TABLE, longs(500_000, 1)))
          .hasMessage("duplicate key (500000) in primary key (id) of table large");
      t.commit("INSERT");
    }
    assertThat(database.latest().table(TABLE).orElseThrow().rowCount()).isEqualTo(rows + 3L);
  }

  @Test
  void batchesOfWideRowsAreShort() {
    Schema schema =
        new Schema(
            List.of(
                new Field(0, "image", SimpleType.BLOB, false),
                new Field(1, "v", VectorType.ofFloats(100), false)),
            List.of(),
            2);
    int rows = 40;
    int imageBytes = 1 << 20;
    byte[] bytes = new byte[rows * imageBytes];
    int[] offsets = new int[rows + 1];
    for (int i = 0; i <= rows; i++) {
      offsets[i] = i * imageBytes;
    }
    for (int i = 0; i < rows; i++) {
      bytes[offsets[i]] = (byte) i;
    }
    Batch batch =
        new DenseBatch(
            rows,
            List.of(
                new BytesColumn(SimpleType.BLOB, rows, bytes, offsets, null),
                new VectorColumn(VectorType.ofFloats(100), rows, new float[rows * 100], null)));
    try (Transaction t = database.begin()) {
      t.createTable(TABLE, schema);
      Rows.append(t, TABLE, batch);
      t.commit("CREATE TABLE");
    }
    Fragment fragment = database.latest().table(TABLE).orElseThrow().fragments().get(0);
    try (FragmentReader reader = fragment.open(new int[] {1, 0})) {
      assertThat(reader.batchEnd(0)).isBetween(10, 16);
      assertThat(reader.batchEnd(35)).isEqualTo(40);
      int[] picked = {3};
      BytesColumn image = (BytesColumn) reader.read(20, 30).select(picked, 1).column(1);
      assertThat(image.bytes()[image.start(0)]).isEqualTo((byte) 23);
    }
    try (FragmentReader reader = fragment.open(new int[] {1})) {
      assertThat(reader.batchEnd(0)).isEqualTo(40);
    }
    try (FragmentReader reader = fragment.open(new int[0])) {
      assertThat(reader.liveRows(0, rows, new int[rows])).isEqualTo(rows);
      assertThat(reader.read(0, 40).columnCount()).isZero();
    }
  }
}
