package dev.quiver.storage.graph;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.format.Envelope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.UUID;

/**
 * The file of a graph ({@link GraphLayout}), open for reading.
 *
 * <p>The directory is on the heap, records are read from the mapped file; each block is checked
 * when it is first read, so that nothing damaged is handed out and every number leads to a record
 * there is. Safe for any number of threads; needs no closing.
 */
public final class GraphFile {
  private final ByteSource source;
  private final UUID generation;
  private final int neighbours;
  private final int fragmentRows;
  private final int checksum;
  private final int entry;
  private final int[] records;
  private final int[] outside;
  private final int[] nowhere;
  private final int[] checksums;
  private final boolean[] verified;
  private final int[] firstBlocks;
  private final long[] starts;

  private GraphFile(ByteSource source, ByteBuffer trailer, ByteBuffer directory) {
    this.source = source;
    this.generation = new UUID(trailer.getLong(0), trailer.getLong(8));
    this.neighbours = trailer.getInt(48);
    this.fragmentRows = trailer.getInt(52);
    this.checksum = trailer.getInt(60);
    IntBuffer ints = directory.asIntBuffer();
    this.entry = ints.get();
    this.records = take(ints, trailer.getInt(32));
    this.outside = take(ints, trailer.getInt(36));
    this.nowhere = take(ints, trailer.getInt(40));
    this.checksums = take(ints, trailer.getInt(44));
    this.verified = new boolean[checksums.length];
    this.firstBlocks = new int[records.length];
    this.starts = new long[records.length];
    place(trailer.getLong(24));
    checkRows(outside);
    checkRows(nowhere);
  }

  private static int[] take(IntBuffer from, int count) {
    int[] values = new int[count];
    from.get(values);
    return values;
  }

  /**
   * Opens a file.
   *
   * @throws QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static GraphFile open(ByteSource source) {
    String name = source.name();
    long length = source.length();
    int fixed = GraphLayout.HEADER_BYTES + GraphLayout.TRAILER_BYTES;
    if (length < fixed || length % GraphLayout.ALIGNMENT != 0) {
      throw Envelope.corrupt(name, "it has " + length + " bytes");
    }
    ByteBuffer header = read(source, 0, GraphLayout.HEADER_BYTES);
    if (!GraphLayout.isHeader(header)) {
      throw Envelope.corrupt(name, "it is no file of a graph");
    }
    long trailerAt = length - GraphLayout.TRAILER_BYTES;
    ByteBuffer trailer = read(source, trailerAt, GraphLayout.TRAILER_BYTES);
    long directoryAt = trailer.getLong(24);
    if (!isSound(trailer, directoryAt, trailerAt)) {
      throw Envelope.corrupt(name, "its trailer does not fit it");
    }
    ByteBuffer directory = read(source, directoryAt, (int) (trailerAt - directoryAt));
    if (trailer.getInt(60) != GraphLayout.checksum(header, directory, trailer.slice(0, 60))) {
      throw Envelope.corrupt(name, "its checksum does not match its directory");
    }
    if (trailer.getLong(16) != 0 || trailer.getInt(56) != GraphLayout.VERSION) {
      throw new QuiverException(
          ErrorCode.NEWER_FORMAT,
          name,
          trailer.getInt(56) + " with features 0x" + Long.toHexString(trailer.getLong(16)),
          GraphLayout.VERSION + " without them");
    }
    return new GraphFile(source, trailer, directory);
  }

  private static boolean isSound(ByteBuffer trailer, long directoryAt, long trailerAt) {
    long entries = 1;
    boolean right = directoryAt >= GraphLayout.HEADER_BYTES && directoryAt <= trailerAt;
    for (int field = 32; field <= 44; field += Integer.BYTES) {
      right &= trailer.getInt(field) >= 0;
      entries += trailer.getInt(field);
    }
    int layers = trailer.getInt(32);
    int neighbours = trailer.getInt(48);
    return right
        && layers >= 1
        && layers <= GraphLayout.MOST_LAYERS
        && neighbours >= GraphShape.LEAST_NEIGHBOURS
        && neighbours <= GraphShape.MOST_NEIGHBOURS
        && trailer.getInt(52) >= 0
        && trailerAt - directoryAt <= Integer.MAX_VALUE
        && GraphLayout.aligned(entries * Integer.BYTES) == trailerAt - directoryAt;
  }

  private static ByteBuffer read(ByteSource source, long offset, int length) {
    return source.read(offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void place(long end) {
    long at = GraphLayout.HEADER_BYTES;
    long block = 0;
    for (int layer = 0; layer < records.length; layer++) {
      int most = layer == 0 ? fragmentRows : records[layer - 1];
      if (records[layer] < 0 || records[layer] > most) {
        throw damaged("layer " + layer + " has " + records[layer] + " records");
      }
      starts[layer] = at;
      firstBlocks[layer] = (int) Math.min(block, Integer.MAX_VALUE);
      block += GraphLayout.blocks(records[layer]);
      for (int from = 0; from < records[layer]; from += GraphLayout.BLOCK_RECORDS) {
        at += GraphLayout.aligned(blockBytes(layer, from / GraphLayout.BLOCK_RECORDS));
      }
    }
    int top = records[records.length - 1];
    boolean entered = entry == -1 ? records.length == 1 : entry >= 0 && entry < top;
    if (records[0] != fragmentRows || block != checksums.length || at != end || !entered) {
      throw damaged("its layers do not add up");
    }
  }

  private void checkRows(int[] rows) {
    for (int row : rows) {
      if (row < 0 || row >= fragmentRows) {
        throw damaged("it names row " + row + " of " + fragmentRows);
      }
    }
  }

  /** What is to be thrown where the graph is not as it should be. */
  QuiverException damaged(String what) {
    return Envelope.corrupt(source.name(), what);
  }

  /** Of what the index's files share. */
  public UUID generation() {
    return generation;
  }

  /** Neighbours of a row on each layer but the lowest, at most; twice as many there. */
  public int neighbours() {
    return neighbours;
  }

  public int fragmentRows() {
    return fragmentRows;
  }

  public long length() {
    return source.length();
  }

  /** What the manifest notes of the file. */
  public int checksum() {
    return checksum;
  }

  public int layers() {
    return records.length;
  }

  /** Records of a layer. */
  public int records(int layer) {
    return records[layer];
  }

  /** Where walks begin in the top layer; −1 if no row is in the graph. */
  public int entry() {
    return entry;
  }

  /** Rows that have a distance but are not in the graph. Not to be changed. */
  public int[] outside() {
    return outside;
  }

  /** Rows without a distance. Not to be changed. */
  public int[] nowhere() {
    return nowhere;
  }

  /** The row of a record. */
  int row(int layer, int record) {
    return layer == 0 ? record : recordAt(layer, record).getInt(0);
  }

  /** The record of the same row in the layer below. */
  int below(int layer, int record) {
    return recordAt(layer, record).getInt(Integer.BYTES);
  }

  /** Writes the records of a record's neighbours to {@code out}; returns how many there are. */
  int neighbours(int layer, int record, int[] out) {
    IntBuffer ints = recordAt(layer, record).asIntBuffer();
    int fields = layer == 0 ? 0 : GraphLayout.UPPER_FIELDS;
    int count = ints.get(fields);
    ints.get(fields + 1, out, 0, count);
    return count;
  }

  private ByteBuffer recordAt(int layer, int record) {
    int number = record / GraphLayout.BLOCK_RECORDS;
    int block = firstBlocks[layer] + number;
    if (!verified[block]) {
      verify(layer, number);
    }
    int bytes = Integer.BYTES * GraphLayout.stride(neighbours, layer);
    long inBlock = (long) (record % GraphLayout.BLOCK_RECORDS) * bytes;
    return read(source, blockStart(layer, number) + inBlock, bytes);
  }

  private long blockStart(int layer, int number) {
    int full = Integer.BYTES * GraphLayout.stride(neighbours, layer) * GraphLayout.BLOCK_RECORDS;
    return starts[layer] + number * GraphLayout.aligned(full);
  }

  private int blockBytes(int layer, int number) {
    int size =
        Math.min(GraphLayout.BLOCK_RECORDS, records[layer] - number * GraphLayout.BLOCK_RECORDS);
    return Integer.BYTES * GraphLayout.stride(neighbours, layer) * size;
  }

  /** Checks a block of a layer. */
  void verify(int layer, int number) {
    long start = blockStart(layer, number);
    int bytes = blockBytes(layer, number);
    ByteBuffer whole = read(source, start, (int) GraphLayout.aligned(bytes));
    int block = firstBlocks[layer] + number;
    if (GraphLayout.checksum(whole) != checksums[block]) {
      throw damaged("wrong checksum of the block at byte " + start);
    }
    IntBuffer ints = whole.asIntBuffer();
    int stride = GraphLayout.stride(neighbours, layer);
    int fields = layer == 0 ? 0 : GraphLayout.UPPER_FIELDS;
    for (int at = 0; at < bytes / Integer.BYTES; at += stride) {
      if (layer > 0) {
        within(ints.get(at), fragmentRows, "row");
        within(ints.get(at + 1), records[layer - 1], "record below");
      }
      int count = ints.get(at + fields);
      within(count, GraphShape.most(neighbours, layer) + 1, "number of neighbours");
      for (int i = 1; i <= count; i++) {
        within(ints.get(at + fields + i), records[layer], "neighbour");
      }
    }
    verified[block] = true;
  }

  private void within(int value, int end, String what) {
    if (value < 0 || value >= end) {
      throw damaged("it has " + what + " " + value);
    }
  }
}
