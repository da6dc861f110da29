package dev.quiver.storage.graph;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.ByteSource;
import dev.quiver.storage.format.IndexFile;
import dev.quiver.storage.format.MappedLayout;
import java.nio.ByteBuffer;
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
  private final IndexFile file;
  private final int neighbours;
  private final int entry;
  private final int[] records;
  private final int[] firstBlocks;
  private final long[] starts;

  private GraphFile(IndexFile file) {
    this.file = file;
    this.neighbours = file.width();
    this.entry = file.fixed()[0];
    this.records = file.parts();
    this.firstBlocks = new int[records.length];
    this.starts = new long[records.length];
    place();
  }

  /**
   * Opens a file.
   *
   * @throws QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static GraphFile open(ByteSource source) {
    return new GraphFile(IndexFile.open(GraphLayout.KIND, source, GraphFile::fits));
  }

  private static boolean fits(IndexFile.Trailer trailer) {
    return trailer.parts() >= 1
        && trailer.parts() <= GraphLayout.MOST_LAYERS
        && trailer.width() >= GraphShape.LEAST_NEIGHBOURS
        && trailer.width() <= GraphShape.MOST_NEIGHBOURS;
  }

  private void place() {
    long at = MappedLayout.HEADER_BYTES;
    long block = 0;
    for (int layer = 0; layer < records.length; layer++) {
      int most = layer == 0 ? fragmentRows() : records[layer - 1];
      if (records[layer] < 0 || records[layer] > most) {
        throw damaged("layer " + layer + " has " + records[layer] + " records");
      }
      starts[layer] = at;
      firstBlocks[layer] = (int) Math.min(block, Integer.MAX_VALUE);
      block += GraphLayout.blocks(records[layer]);
      for (int from = 0; from < records[layer]; from += GraphLayout.BLOCK_RECORDS) {
        at += MappedLayout.aligned(blockBytes(layer, from / GraphLayout.BLOCK_RECORDS));
      }
    }
    int top = records[records.length - 1];
    boolean entered = entry == -1 ? records.length == 1 : entry >= 0 && entry < top;
    if (records[0] != fragmentRows()
        || block != file.blocks()
        || at != file.directoryAt()
        || !entered) {
      throw damaged("its layers do not add up");
    }
  }

  /** What is to be thrown where the graph is not as it should be. */
  QuiverException damaged(String what) {
    return file.damaged(what);
  }

  /** Of what the index's files share. */
  public UUID generation() {
    return file.generation();
  }

  /** Neighbours of a row on each layer but the lowest, at most; twice as many there. */
  public int neighbours() {
    return neighbours;
  }

  public int fragmentRows() {
    return file.fragmentRows();
  }

  public long length() {
    return file.length();
  }

  /** What the manifest notes of the file. */
  public int checksum() {
    return file.checksum();
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
    return file.outside();
  }

  /** Rows without a distance. Not to be changed. */
  public int[] nowhere() {
    return file.nowhere();
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
    if (!file.isVerified(block)) {
      verify(layer, number);
    }
    int bytes = Integer.BYTES * GraphLayout.stride(neighbours, layer);
    long inBlock = (long) (record % GraphLayout.BLOCK_RECORDS) * bytes;
    return file.read(blockStart(layer, number) + inBlock, bytes);
  }

  private long blockStart(int layer, int number) {
    int full = Integer.BYTES * GraphLayout.stride(neighbours, layer) * GraphLayout.BLOCK_RECORDS;
    return starts[layer] + number * MappedLayout.aligned(full);
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
    int block = firstBlocks[layer] + number;
    IntBuffer ints = file.checked(block, start, bytes, "block").asIntBuffer();
    int stride = GraphLayout.stride(neighbours, layer);
    int fields = layer == 0 ? 0 : GraphLayout.UPPER_FIELDS;
    for (int at = 0; at < bytes / Integer.BYTES; at += stride) {
      if (layer > 0) {
        within(ints.get(at), fragmentRows(), "row");
        within(ints.get(at + 1), records[layer - 1], "record below");
      }
      int count = ints.get(at + fields);
      within(count, GraphShape.most(neighbours, layer) + 1, "number of neighbours");
      for (int i = 1; i <= count; i++) {
        within(ints.get(at + fields + i), records[layer], "neighbour");
      }
    }
    file.setVerified(block);
  }

  private void within(int value, int end, String what) {
    if (value < 0 || value >= end) {
      throw damaged("it has " + what + " " + value);
    }
  }
}
