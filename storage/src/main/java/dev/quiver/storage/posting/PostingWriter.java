package dev.quiver.storage.posting;

import dev.quiver.storage.file.FileSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/** Writes a posting file ({@link PostingLayout}), list by list. For one thread. */
public final class PostingWriter {
  private final FileSink sink;
  private final int words;
  private final int[] counts;
  private int[] checksums = new int[64];
  private int chunks;
  private int lists;
  private long position;

  /** What a manifest notes of a finished file. */
  public record Summary(long length, int checksum) {}

  /**
   * @param words of a code; 0 for IVF_FLAT
   */
  public PostingWriter(FileSink sink, int lists, int words) {
    this.sink = sink;
    this.words = words;
    this.counts = new int[lists];
    write(PostingLayout.header());
  }

  /** A buffer for a chunk of the next list, to be filled as the layout has it and given back. */
  public static ByteBuffer chunk(int vectors, int words) {
    long bytes = PostingLayout.aligned(PostingLayout.chunkBytes(vectors, words));
    return ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Columns of a chunk, each of four bytes a vector. */
  public static int columns(int words) {
    return PostingLayout.chunkBytes(1, words) / Integer.BYTES;
  }

  /** Ends the list that the next chunks would have belonged to. */
  public void endList() {
    lists++;
  }

  /** Adds a chunk to the list; all but the last of a list are full. */
  public void add(ByteBuffer chunk, int vectors) {
    if (counts[lists] % Postings.MAX_CHUNK != 0) {
      throw new IllegalStateException("a chunk behind one of " + counts[lists]);
    }
    counts[lists] += vectors;
    if (chunks == checksums.length) {
      checksums = Arrays.copyOf(checksums, chunks * 2);
    }
    ByteBuffer whole = chunk.duplicate().clear();
    checksums[chunks++] = PostingLayout.checksum(whole);
    write(whole);
  }

  /**
   * Completes and forces the file.
   *
   * @param outside rows with a distance that are in no list; {@code nowhere} have no distance
   */
  public Summary finish(UUID generation, int fragmentRows, int[] outside, int[] nowhere) {
    long vectors = Arrays.stream(counts).asLongStream().sum();
    if (vectors + outside.length + nowhere.length != fragmentRows) {
      throw new IllegalStateException(
          vectors + " vectors in lists of a fragment of " + fragmentRows + " rows");
    }
    int ints = counts.length + outside.length + nowhere.length + chunks;
    long at = position;
    ByteBuffer directory =
        ByteBuffer.allocate(Math.toIntExact(PostingLayout.aligned(4L * ints)))
            .order(ByteOrder.LITTLE_ENDIAN);
    directory.asIntBuffer().put(counts).put(outside).put(nowhere).put(checksums, 0, chunks);
    ByteBuffer trailer =
        ByteBuffer.allocate(PostingLayout.TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putLong(generation.getMostSignificantBits());
    trailer.putLong(generation.getLeastSignificantBits()).putLong(0).putLong(at);
    trailer.putInt(counts.length).putInt(outside.length).putInt(nowhere.length).putInt(chunks);
    trailer.putInt(words).putInt(fragmentRows).putInt(PostingLayout.VERSION);
    int checksum =
        PostingLayout.checksum(PostingLayout.header(), directory, trailer.duplicate().flip());
    trailer.putInt(checksum).flip();
    write(directory);
    write(trailer);
    sink.finish();
    return new Summary(position, checksum);
  }

  private void write(ByteBuffer bytes) {
    position += bytes.remaining();
    sink.write(bytes);
  }
}
