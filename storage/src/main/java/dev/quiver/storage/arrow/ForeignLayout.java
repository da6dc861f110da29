package dev.quiver.storage.arrow;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.ByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of an Arrow IPC file or stream stand, whoever wrote it.
 *
 * <p>A file is read by its footer, a stream from its start. Bodies are not looked at.
 */
record ForeignLayout(List<ArrowField> fields, List<Part> dictionaries, List<Part> batches) {

  /** A message and the body behind it. */
  record Part(Message message, long offset, long body, long bodyLength) {}

  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final int END_BYTES = 10;

  static ForeignLayout of(ByteSource source) {
    String file = source.name();
    long length = source.length();
    Malformed.check(length > END_BYTES, file, "too short for Arrow data");
    if (!Arrays.equals(bytes(source, 0, MAGIC.length), MAGIC)) {
      return ofStream(source);
    }
    ByteBuffer end = little(source, length - END_BYTES, END_BYTES);
    int footerLength = end.getInt(0);
    boolean closed = Arrays.equals(bytes(source, length - MAGIC.length, MAGIC.length), MAGIC);
    Malformed.check(
        closed && footerLength > 0 && footerLength <= length - END_BYTES - MAGIC.length,
        file,
        "it does not end like an Arrow file");
    long place = length - END_BYTES - footerLength;
    Footer footer = Footer.getRootAsFooter(little(source, place, footerLength));
    List<Part> dictionaries = new ArrayList<>();
    for (int i = 0; i < footer.dictionariesLength(); i++) {
      dictionaries.add(part(source, footer.dictionaries(i)));
    }
    List<Part> batches = new ArrayList<>();
    for (int i = 0; i < footer.recordBatchesLength(); i++) {
      batches.add(part(source, footer.recordBatches(i)));
    }
    return new ForeignLayout(fields(file, footer.schema()), dictionaries, batches);
  }

  private static Part part(ByteSource source, Block block) {
    Part part = message(source, block.offset());
    if (part == null) {
      throw Malformed.file(source.name(), "its footer points to no message");
    }
    return new Part(
        part.message(),
        block.offset(),
        block.offset() + block.metaDataLength(),
        block.bodyLength());
  }

  private static ForeignLayout ofStream(ByteSource source) {
    String file = source.name();
    Part first = message(source, 0);
    Schema schema = new Schema();
    if (first == null
        || first.message().headerType() != MessageHeader.Schema
        || first.message().header(schema) == null) {
      throw new QuiverException(ErrorCode.FILE_FORMAT, file, "no Arrow file and no Arrow stream");
    }
    List<Part> dictionaries = new ArrayList<>();
    List<Part> batches = new ArrayList<>();
    for (long at = first.body(); at < source.length(); ) {
      Part part = message(source, at);
      if (part == null) {
        break;
      }
      switch (part.message().headerType()) {
        case MessageHeader.DictionaryBatch -> dictionaries.add(part);
        case MessageHeader.RecordBatch -> batches.add(part);
        default -> throw Malformed.file(file, "an unknown message at byte " + at);
      }
      Malformed.check(part.bodyLength() >= 0, file, "a body of negative length");
      at = Math.addExact(part.body(), part.bodyLength());
    }
    return new ForeignLayout(fields(file, schema), dictionaries, batches);
  }

  /** The message at a place; null at the end of a stream. Before 0.15 there was no marker. */
  private static @Nullable Part message(ByteSource source, long at) {
    long left = source.length() - at;
    Malformed.check(at >= 0 && left >= Integer.BYTES, source.name(), "it ends within a message");
    int prefix = Integer.BYTES;
    int length = little(source, at, prefix).getInt(0);
    if (length == -1) {
      prefix = 2 * Integer.BYTES;
      Malformed.check(left >= prefix, source.name(), "it ends within a message");
      length = little(source, at, prefix).getInt(Integer.BYTES);
    }
    if (length == 0) {
      return null;
    }
    Malformed.check(
        length > 0 && length <= left - prefix, source.name(), "a message of the wrong length");
    Message message = Message.getRootAsMessage(little(source, at + prefix, length));
    return new Part(message, at, at + prefix + length, message.bodyLength());
  }

  private static List<ArrowField> fields(String file, @Nullable Schema schema) {
    if (schema == null) {
      throw Malformed.file(file, "it has no schema");
    }
    return SchemaDecoder.decode(file, schema);
  }

  private static byte[] bytes(ByteSource source, long at, int length) {
    byte[] bytes = new byte[length];
    source.read(at, length).get(bytes);
    return bytes;
  }

  private static ByteBuffer little(ByteSource source, long at, int length) {
    return source.read(at, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
