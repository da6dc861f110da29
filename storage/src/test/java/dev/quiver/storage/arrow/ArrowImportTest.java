package dev.quiver.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.column.Batch;
import dev.quiver.storage.column.BytesColumn;
import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DenseBatch;
import dev.quiver.storage.column.ListColumn;
import dev.quiver.storage.file.HeapSource;
import dev.quiver.storage.type.ListType;
import dev.quiver.storage.type.SimpleType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.junit.jupiter.api.Test;

class ArrowImportTest {
  private static final int ROWS = 40;

  private final DenseBatch batch = new RandomData(8, 0.3).batch(RandomData.TYPES, ROWS);
  private final byte[] file =
      ArrowBytes.write(RandomData.fields(RandomData.TYPES), List.of(batch)).bytes();

  @Test
  void filesAndStreamsGiveTheSameRows() {
    byte[] stream =
        Arrays.copyOfRange(
            file, 8, (int) ColumnFileFooter.read(ArrowBytes.source(file)).data().length());
    for (byte[] bytes : List.of(file, stream, Arrays.copyOf(stream, stream.length - 8))) {
      ArrowImport opened = ArrowImport.open(new HeapSource("x.arrow", bytes));
      Batch rows = opened.next();
      for (int c = 0; c < batch.columnCount(); c++) {
        ColumnAssert.assertRows(rows.column(c), batch.column(c), ColumnAssert.range(0, ROWS));
      }
      assertThat(opened.next()).isNull();
    }
  }

  @Test
  void damageNeverLeadsToAnotherFailure() {
    Random random = new Random(17);
    int refused = 0;
    int tries = 30_000;
    for (int i = 0; i < tries; i++) {
      byte[] damaged = i % 5 == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0 && damaged.length > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      refused += readsOrRefuses(damaged) ? 0 : 1;
    }
    assertThat(refused).isBetween(tries / 4, tries - 1);
  }

  @Test
  void whatIsNoArrowDataIsRefused() {
    assertThatThrownBy(() -> ArrowImport.open(new HeapSource("a.csv", text("id,name\n1,one\n"))))
        .hasMessageStartingWith("a.csv is damaged: a message of the wrong length");
    assertThatThrownBy(() -> ArrowImport.open(new HeapSource("empty", new byte[0])))
        .hasMessage("empty is damaged: too short for Arrow data");
  }

  @Test
  void aTypeWithoutEqualIsRefusedByColumnName() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int name = builder.createString("half");
    int children = Field.createChildrenVector(builder, new int[0]);
    int type = FloatingPoint.createFloatingPoint(builder, Precision.HALF);
    int field = Field.createField(builder, name, true, Type.FloatingPoint, type, 0, children, 0);
    int fields = Schema.createFieldsVector(builder, new int[] {field});
    int schema = Schema.createSchema(builder, Endianness.Little, fields, 0, 0);
    Message.finishMessageBuffer(
        builder,
        Message.createMessage(builder, MetadataVersion.V5, MessageHeader.Schema, schema, 0, 0));
    byte[] message = builder.sizedByteArray();
    byte[] stream =
        ByteBuffer.allocate(8 + message.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(-1)
            .putInt(message.length)
            .put(message)
            .array();
    assertThatThrownBy(() -> ArrowImport.open(new HeapSource("h.arrow", stream)))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_FORMAT))
        .hasMessage("h.arrow: column half has the Arrow type Float16, which is not supported");
  }

  @Test
  void textsThatAreNotUtf8AreRefusedByColumnAndRow() {
    byte[] bytes = {'a', 'b', (byte) 0xC3, 'c'};
    int[] offsets = {0, 1, 2, 4};
    BytesColumn texts = new BytesColumn(SimpleType.VARCHAR, 3, bytes, offsets, null);
    ListColumn lists =
        new ListColumn(new ListType(SimpleType.VARCHAR), 2, new int[] {0, 1, 3}, texts, null);
    assertThatThrownBy(() -> read(texts)).hasMessage("t.arrow: column c10, row 3: not UTF-8");
    assertThatThrownBy(() -> read(lists))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_FORMAT))
        .hasMessage("t.arrow: column c10, row 2: not UTF-8");
    assertThat(read(texts.gather(new int[] {0, 1}, 2)).value(1)).isEqualTo("b");
  }

  private static Column read(Column column) {
    byte[] written =
        ArrowBytes.write(
                RandomData.fields(List.of(column.type())),
                List.of(new DenseBatch(column.size(), List.of(column))))
            .bytes();
    return ArrowImport.open(new HeapSource("t.arrow", written)).next().column(0);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean readsOrRefuses(byte[] bytes) {
    try {
      ArrowImport opened = ArrowImport.open(new HeapSource("x.arrow", bytes));
      Batch rows = opened.next();
      for (int batches = 0; rows != null && batches < 3; batches++, rows = opened.next()) {
        for (int c = 0; c < rows.columnCount(); c++) {
          Column column = rows.column(c);
          assertThat(column.size()).isEqualTo(rows.size());
        }
      }
      return true;
    } catch (QuiverException e) {
      assertThat(e.code()).isIn(ErrorCode.CORRUPT_FILE, ErrorCode.FILE_FORMAT);
      assertThat(e.getMessage()).startsWith("x.arrow");
      return false;
    }
  }
}
