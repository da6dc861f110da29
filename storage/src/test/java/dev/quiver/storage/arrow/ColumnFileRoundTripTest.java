package dev.quiver.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.quiver.storage.arrow.ArrowBytes.Written;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.VectorColumn;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.DataType;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ColumnFileRoundTripTest {
  @Provide
  Arbitrary<List<DataType>> schemas() {
    return Arbitraries.of(RandomData.TYPES).list().ofMinSize(1).ofMaxSize(6);
  }

  @Provide
  Arbitrary<Integer> rowCounts() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(1, Arbitraries.of(0, 1, 7, 8, 9, 64, 65)),
        net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(0, 700)));
  }

  @Provide
  Arbitrary<Double> nullShares() {
    return Arbitraries.of(0.0, 0.01, 0.3, 1.0);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void anythingWrittenIsReadBack(
      @ForAll("schemas") List<DataType> types,
      @ForAll("rowCounts") int rows,
      @ForAll("nullShares") double nullShare,
      @ForAll long seed) {
    DenseBatch batch = new RandomData(seed, nullShare).batch(types, rows);
    List<DenseBatch> parts = split(batch, new Random(seed));
    Written written = ArrowBytes.write(RandomData.fields(types), parts);
    ColumnFileReader reader = ColumnFileReader.open(ArrowBytes.source(written.bytes()));

    assertThat(reader.rows()).isEqualTo(rows).isEqualTo(written.summary().rows());
    assertThat(reader.checksum()).isEqualTo(written.summary().checksum());
    assertThat(written.summary().length()).isEqualTo(written.bytes().length);
    assertThat(reader.fields()).isEqualTo(RandomData.fields(types));
    reader.verify();
    checkReads(reader, batch, new Random(seed));
  }

  @Test
  void rowsSpreadOverRecordBatches() {
    List<DataType> types =
        List.of(SimpleType.INTEGER, SimpleType.VARCHAR, SimpleType.BOOLEAN, VectorType.ofFloats(2));
    DenseBatch batch = new RandomData(5, 0.1).batch(types, 2 * ColumnFileWriter.BATCH_ROWS + 77);
    Written written = ArrowBytes.write(RandomData.fields(types), List.of(batch));
    ColumnFileReader reader = ColumnFileReader.open(ArrowBytes.source(written.bytes()));
    checkReads(reader, batch, new Random(3));
    int edge = ColumnFileWriter.BATCH_ROWS;
    int[] around = {edge - 1, edge, edge + 1, 2 * edge - 1, 2 * edge, 0, edge - 1};
    for (int c = 0; c < types.size(); c++) {
      ColumnAssert.assertRows(reader.gather(c, around, around.length), batch.column(c), around);
    }
  }

  @Test
  void wideRowsMakeSmallRecordBatches() {
    List<DataType> types = List.of(VectorType.ofFloats(4_096), SimpleType.BLOB);
    float[] floats = new float[4_200 * 4_096];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = i;
    }
    DenseBatch batch =
        new DenseBatch(
            4_200,
            List.of(
                new VectorColumn(VectorType.ofFloats(4_096), 4_200, floats, null),
                new RandomData(5, 0.1).column(SimpleType.BLOB, 4_200)));
    Written written = ArrowBytes.write(RandomData.fields(types), List.of(batch));
    assertThat(ColumnFileFooter.read(ArrowBytes.source(written.bytes())).batches())
        .hasSize(2)
        .allSatisfy(place -> assertThat(place.bodyLength()).isLessThanOrEqualTo(64L << 20))
        .allSatisfy(place -> assertThat((place.offset() + place.metadataLength()) % 64).isZero());
    checkReads(ColumnFileReader.open(ArrowBytes.source(written.bytes())), batch, new Random(3));
  }

  @Test
  void theSameRowsGiveTheSameFile() {
    List<DataType> types = RandomData.TYPES;
    byte[] once =
        ArrowBytes.write(RandomData.fields(types), List.of(new RandomData(1, .2).batch(types, 100)))
            .bytes();
    byte[] twice =
        ArrowBytes.write(RandomData.fields(types), List.of(new RandomData(1, .2).batch(types, 100)))
            .bytes();
    assertThat(once).isEqualTo(twice);
  }

  @Test
  void fieldsKeepIdNameAndNullability() {
    List<Field> fields =
        List.of(
            new Field(7, "größe", SimpleType.REAL, false),
            new Field(3, "", new VectorType(9, VectorType.Element.BIT), true));
    Written written = ArrowBytes.write(fields, List.of());
    assertThat(ColumnFileReader.open(ArrowBytes.source(written.bytes())).fields())
        .isEqualTo(fields);
  }

  private static List<DenseBatch> split(DenseBatch batch, Random random) {
    List<DenseBatch> parts = new ArrayList<>();
    for (int from = 0; from < batch.size(); ) {
      int to = Math.min(batch.size(), from + 1 + random.nextInt(300));
      int[] rows = ColumnAssert.range(from, to);
      parts.add(batch.select(rows, rows.length));
      from = to;
    }
    return parts;
  }

  private static void checkReads(ColumnFileReader reader, DenseBatch batch, Random random) {
    int rows = batch.size();
    int from = random.nextInt(rows + 1);
    int to = from + random.nextInt(rows - from + 1);
    int[] some = rows == 0 ? new int[0] : random.ints(20, 0, rows).toArray();
    int[] longRun = ColumnAssert.range(from, to);
    for (int c = 0; c < batch.columnCount(); c++) {
      ColumnAssert.assertRows(
          reader.read(c, 0, rows), batch.column(c), ColumnAssert.range(0, rows));
      ColumnAssert.assertRows(reader.read(c, from, to), batch.column(c), longRun);
      ColumnAssert.assertRows(reader.gather(c, some, some.length), batch.column(c), some);
      ColumnAssert.assertRows(reader.gather(c, longRun, longRun.length), batch.column(c), longRun);
      if (batch.column(c) instanceof VectorColumn vectors) {
        float[] out = new float[longRun.length * vectors.stride()];
        boolean[] nulls = reader.readVectors(c, from, to, out);
        assertThat(Arrays.equals(out, ColumnAssert.floats(vectors, longRun))).isTrue();
        for (int i = 0; i < longRun.length; i++) {
          if ((nulls != null && nulls[i]) != vectors.isNull(longRun[i])) {
            fail("row " + longRun[i]);
          }
        }
        float[] picked = new float[some.length * vectors.stride()];
        Arrays.fill(picked, Float.NaN);
        reader.gatherVectors(c, some, some.length, picked);
        assertThat(Arrays.equals(picked, ColumnAssert.floats(vectors, some))).isTrue();
      }
    }
  }
}
