package dev.quiver.storage.format;

import dev.quiver.storage.file.FileSink;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes the file of one index in one fragment ({@link IndexFile}), block by block. For one thread.
 */
public final class IndexFileWriter {
  private static final int COUNTED = 3;

  private final IndexFile.Kind kind;
  private final FileSink sink;
  private int[] checksums = new int[64];
  private int blocks;
  private long position;

  public IndexFileWriter(IndexFile.Kind kind, FileSink sink) {
    this.kind = kind;
    this.sink = sink;
    write(kind.layout().header());
  }

  /** Adds a block, the zeros behind it included. */
  public void add(ByteBuffer block) {
    if (blocks == checksums.length) {
      checksums = Arrays.copyOf(checksums, 2 * blocks);
    }
    checksums[blocks++] = MappedLayout.checksum(block);
    write(block);
  }

  /**
   * Completes and forces the file.
   *
   * @param parts what the directory has before the checksums; the last three are of any length
   */
  public FileSummary finish(UUID generation, int width, int fragmentRows, int[]... parts) {
    long at = position;
    int ints = blocks + Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer directory = MappedLayout.allocate((long) ints * Integer.BYTES);
    IntBuffer out = directory.asIntBuffer();
    for (int[] part : parts) {
      out.put(part);
    }
    out.put(checksums, 0, blocks);
    ByteBuffer trailer = MappedLayout.allocate(MappedLayout.TRAILER_BYTES);
    trailer.putLong(generation.getMostSignificantBits());
    trailer.putLong(generation.getLeastSignificantBits()).putLong(0).putLong(at);
    for (int part = parts.length - COUNTED; part < parts.length; part++) {
      trailer.putInt(parts[part].length);
    }
    trailer.putInt(blocks).putInt(width).putInt(fragmentRows).putInt(kind.layout().version());
    int checksum =
        MappedLayout.checksum(kind.layout().header(), directory, trailer.duplicate().flip());
    trailer.putInt(checksum).flip();
    write(directory);
    write(trailer);
    sink.finish();
    return new FileSummary(position, checksum);
  }

  private void write(ByteBuffer bytes) {
    position += bytes.remaining();
    sink.write(bytes);
  }
}
