package dev.quiver.storage.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.quiver.storage.table.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/** The flatbuffers of an Arrow file, encoded: schema, record batch and footer. */
final class FileMessages {
  /** A record batch in the file, as the footer lists it. */
  record BlockPlace(long offset, int metadataLength, long bodyLength) {}

  private static final int INITIAL_BYTES = 1_024;

  private FileMessages() {}

  static ByteBuffer schema(List<Field> fields) {
    FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
    return message(builder, MessageHeader.Schema, SchemaEncoder.encode(builder, fields), 0);
  }

  static ByteBuffer recordBatch(int rows, BodyParts parts) {
    FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
    List<ByteBuffer> buffers = parts.buffers();
    long end = parts.bodyLength();
    RecordBatch.startBuffersVector(builder, buffers.size());
    for (int i = buffers.size() - 1; i >= 0; i--) {
      int length = buffers.get(i).remaining();
      end -= BodyParts.padded(length);
      Buffer.createBuffer(builder, end, length);
    }
    int bufferVector = builder.endVector();
    RecordBatch.startNodesVector(builder, parts.nodeCount());
    for (int i = parts.nodeCount() - 1; i >= 0; i--) {
      FieldNode.createFieldNode(builder, parts.nodeLength(i), parts.nullCount(i));
    }
    int nodeVector = builder.endVector();
    int header = RecordBatch.createRecordBatch(builder, rows, nodeVector, bufferVector, 0, 0);
    return message(builder, MessageHeader.RecordBatch, header, parts.bodyLength());
  }

  static ByteBuffer footer(
      List<Field> fields, List<BlockPlace> batches, Map<String, String> metadata) {
    FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_BYTES);
    int schema = SchemaEncoder.encode(builder, fields);
    Footer.startRecordBatchesVector(builder, batches.size());
    for (int i = batches.size() - 1; i >= 0; i--) {
      BlockPlace place = batches.get(i);
      Block.createBlock(builder, place.offset(), place.metadataLength(), place.bodyLength());
    }
    int blocks = builder.endVector();
    Footer.startDictionariesVector(builder, 0);
    int dictionaries = builder.endVector();
    int pairs =
        Footer.createCustomMetadataVector(builder, SchemaEncoder.keyValues(builder, metadata));
    Footer.finishFooterBuffer(
        builder,
        Footer.createFooter(builder, MetadataVersion.V5, schema, dictionaries, blocks, pairs));
    return builder.dataBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer message(
      FlatBufferBuilder builder, byte headerType, int header, long bodyLength) {
    Message.finishMessageBuffer(
        builder,
        Message.createMessage(builder, MetadataVersion.V5, headerType, header, bodyLength, 0));
    return builder.dataBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
