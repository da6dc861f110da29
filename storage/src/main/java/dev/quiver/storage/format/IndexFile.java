package dev.quiver.storage.format;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.ByteSource;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The file of one index in one fragment, open for reading, as far as all methods' files agree: a
 * {@link MappedLayout} with
 *
 * <pre>
 * blocks     what the method says
 * directory  int32[…]   what the method says, of a fixed length
 *            int32[n]   what the method says
 *            int32[l]   rows that have a distance but are outside the method's structure
 *            int32[u]   rows without a distance
 *            int32[c]   CRC32C of each block with the zeros behind it
 * trailer    int64 most, int64 least significant bits of the UUID of what the index's files share
 *            int64      features: a reader that does not know one of them must not read the file;
 *                       none is defined yet
 *            int64      offset of the directory
 *            int32      n   int32 l   int32 u   int32 c
 *            int32      width, what the method says       int32 rows of the fragment
 * </pre>
 *
 * <p>The directory is on the heap; blocks are read from the mapped file. Whether a block was
 * checked is remembered, so that each is checked when it is first read. Safe for any number of
 * threads; needs no closing.
 */
public final class IndexFile {
  private static final int FEATURES_AT = 16;
  private static final int DIRECTORY_AT = 24;
  private static final int COUNTS_AT = 32;
  private static final int WIDTH_AT = 48;
  private static final int ROWS_AT = 52;

  private final ByteSource source;
  private final ByteBuffer trailer;
  private final int[] fixed;
  private final int[] parts;
  private final int[] outside;
  private final int[] nowhere;
  private final int[] checksums;
  private final boolean[] verified;

  /**
   * What the files of a method have of their own.
   *
   * @param title what messages call such a file
   * @param fixedInts numbers that the directory begins with
   */
  public record Kind(MappedLayout layout, String title, int fixedInts) {}

  /** The numbers of a trailer, before anything is made of them. */
  public record Trailer(int parts, int width) {}

  private IndexFile(ByteSource source, Kind kind, ByteBuffer trailer, IntBuffer directory) {
    this.source = source;
    this.trailer = trailer;
    this.fixed = take(directory, kind.fixedInts());
    this.parts = take(directory, count(trailer, 0));
    this.outside = take(directory, count(trailer, 1));
    this.nowhere = take(directory, count(trailer, 2));
    this.checksums = take(directory, count(trailer, 3));
    this.verified = new boolean[checksums.length];
    checkRows(outside);
    checkRows(nowhere);
  }

  private static int[] take(IntBuffer from, int count) {
    int[] values = new int[count];
    from.get(values);
    return values;
  }

  private static int count(ByteBuffer trailer, int part) {
    return trailer.getInt(COUNTS_AT + part * Integer.BYTES);
  }

  /**
   * Opens a file.
   *
   * @param fits whether the method can have such numbers
   * @throws QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static IndexFile open(Kind kind, ByteSource source, Predicate<Trailer> fits) {
    String name = source.name();
    long length = source.length();
    int least = MappedLayout.HEADER_BYTES + MappedLayout.TRAILER_BYTES;
    if (length < least || length % MappedLayout.ALIGNMENT != 0) {
      throw Envelope.corrupt(name, "it has " + length + " bytes");
    }
    ByteBuffer header = MappedLayout.read(source, 0, MappedLayout.HEADER_BYTES);
    if (!kind.layout().isHeader(header)) {
      throw Envelope.corrupt(name, "it is no " + kind.title());
    }
    long trailerAt = length - MappedLayout.TRAILER_BYTES;
    ByteBuffer trailer = MappedLayout.read(source, trailerAt, MappedLayout.TRAILER_BYTES);
    if (!isSound(kind, trailer, trailerAt)
        || !fits.test(new Trailer(count(trailer, 0), trailer.getInt(WIDTH_AT)))) {
      throw Envelope.corrupt(name, "its trailer does not fit it");
    }
    long directoryAt = trailer.getLong(DIRECTORY_AT);
    ByteBuffer directory = MappedLayout.read(source, directoryAt, (int) (trailerAt - directoryAt));
    ByteBuffer checked = trailer.slice(0, MappedLayout.CHECKSUM_AT);
    if (trailer.getInt(MappedLayout.CHECKSUM_AT)
        != MappedLayout.checksum(header, directory, checked)) {
      throw Envelope.corrupt(name, "its checksum does not match its directory");
    }
    refuseNewer(kind, name, trailer);
    return new IndexFile(source, kind, trailer, directory.asIntBuffer());
  }

  private static boolean isSound(Kind kind, ByteBuffer trailer, long trailerAt) {
    long directoryAt = trailer.getLong(DIRECTORY_AT);
    long entries = kind.fixedInts();
    boolean right = directoryAt >= MappedLayout.HEADER_BYTES && directoryAt <= trailerAt;
    for (int part = 0; part < 4; part++) {
      right &= count(trailer, part) >= 0;
      entries += count(trailer, part);
    }
    return right
        && trailer.getInt(ROWS_AT) >= 0
        && trailerAt - directoryAt <= Integer.MAX_VALUE
        && MappedLayout.aligned(entries * Integer.BYTES) == trailerAt - directoryAt;
  }

  private static void refuseNewer(Kind kind, String name, ByteBuffer trailer) {
    long features = trailer.getLong(FEATURES_AT);
    int version = trailer.getInt(MappedLayout.VERSION_AT);
    if (features != 0 || version != kind.layout().version()) {
      throw new QuiverException(
          ErrorCode.NEWER_FORMAT,
          name,
          version + " with features 0x" + Long.toHexString(features),
          kind.layout().version() + " without them");
    }
  }

  private void checkRows(int[] rows) {
    for (int row : rows) {
      checkRow(row);
    }
  }

  /** Throws if there is no such row in the fragment. */
  public void checkRow(int row) {
    if (row < 0 || row >= fragmentRows()) {
      throw damaged("it names row " + row + " of " + fragmentRows());
    }
  }

  /** What is to be thrown where something is not as it should be. */
  public QuiverException damaged(String what) {
    return Envelope.corrupt(source.name(), what);
  }

  /** Of what the index's files share. */
  public UUID generation() {
    return new UUID(trailer.getLong(0), trailer.getLong(Long.BYTES));
  }

  public long length() {
    return source.length();
  }

  /** What the manifest notes of the file. */
  public int checksum() {
    return trailer.getInt(MappedLayout.CHECKSUM_AT);
  }

  public int width() {
    return trailer.getInt(WIDTH_AT);
  }

  public int fragmentRows() {
    return trailer.getInt(ROWS_AT);
  }

  /** Where the blocks end. */
  public long directoryAt() {
    return trailer.getLong(DIRECTORY_AT);
  }

  /** What the directory begins with. Not to be changed. */
  public int[] fixed() {
    return fixed;
  }

  /** What follows. Not to be changed. */
  public int[] parts() {
    return parts;
  }

  /** Rows that have a distance but are outside. Not to be changed. */
  public int[] outside() {
    return outside;
  }

  /** Rows without a distance. Not to be changed. */
  public int[] nowhere() {
    return nowhere;
  }

  public int blocks() {
    return checksums.length;
  }

  public boolean isVerified(int block) {
    return verified[block];
  }

  /** To be called when what is in a block was found right, after {@link #checked}. */
  public void setVerified(int block) {
    verified[block] = true;
  }

  /**
   * The bytes of a block with the zeros behind it.
   *
   * @param what the method's name of a block
   * @throws QuiverException CORRUPT_FILE if they do not match their checksum
   */
  public ByteBuffer checked(int block, long at, int bytes, String what) {
    ByteBuffer whole = read(at, (int) MappedLayout.aligned(bytes));
    if (MappedLayout.checksum(whole) != checksums[block]) {
      throw damaged("wrong checksum of the " + what + " at byte " + at);
    }
    return whole;
  }

  public ByteBuffer read(long at, int bytes) {
    return MappedLayout.read(source, at, bytes);
  }
}
