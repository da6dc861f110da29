package dev.quiver.storage.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame around every file that Quiver writes but Arrow files. Numbers are little-endian.
 *
 * <pre>
 *  offset  bytes  field
 *       0      8  magic: "QUIV" and four letters of the kind ({@link FileKind})
 *       8      4  format version, now 1
 *      12      4  CRC32C of bytes 0 to 12 and of bytes 16 to the end
 *      16      8  reader feature flags: who does not know one of them must not read the file
 *      24      8  writer feature flags: who does not know one of them must not write the database
 *      32      …  payload, to the end of the file
 * </pre>
 *
 * <p>These 32 bytes keep their meaning in all later versions, so that a newer file can be told from
 * a damaged one. Eight flags are defined, for readers: {@link #INDEXES}, {@link #KEYS}, {@link
 * #GRAPHS}, {@link #CODEBOOKS}, {@link #HIT_RATES}, {@link #BITS}, {@link #WALK_REACH} and {@link
 * #LIST_COUNTS}.
 *
 * @param file the file's name for messages
 * @param payload little-endian, from position 0
 */
public record Envelope(String file, long readerFlags, long writerFlags, ByteBuffer payload) {
  public static final int VERSION = 1;
  public static final int HEADER_BYTES = 32;
  private static final int CRC_AT = 12;
  private static final int FLAGS_AT = 16;

  /** The reader's flag of a manifest that names indexes. */
  public static final long INDEXES = 1;

  /**
   * The reader's flag of a manifest or group that names key files or keys besides the primary one:
   * who does not know them would not enforce the keys, and would remove the files as unused.
   */
  public static final long KEYS = 2;

  /** The reader's flag of a manifest that names an index of graphs. */
  public static final long GRAPHS = 4;

  /** The reader's flag of a manifest that names an index whose lists have a codebook. */
  public static final long CODEBOOKS = 8;

  /** The reader's flag of a generation that has measured how often rows are within reach. */
  public static final long HIT_RATES = 16;

  /**
   * The reader's flag of a manifest that names an index over bits, and of the model or generation
   * of such an index.
   */
  public static final long BITS = 32;

  /** The reader's flag of a model of graphs that has measured how far walks have to reach. */
  public static final long WALK_REACH = 64;

  /** The reader's flag of a generation that has measured how many lists find so much. */
  public static final long LIST_COUNTS = 128;

  private static final long KNOWN_READER_FLAGS =
      INDEXES | KEYS | GRAPHS | CODEBOOKS | HIT_RATES | BITS | WALK_REACH | LIST_COUNTS;
  private static final long KNOWN_WRITER_FLAGS = 0;

  /** A whole file around a payload. */
  public static byte[] seal(FileKind kind, ByteBuffer payload) {
    return seal(kind, 0, payload);
  }

  /** Likewise with feature flags for readers. */
  public static byte[] seal(FileKind kind, long readerFlags, ByteBuffer payload) {
    return seal(kind, VERSION, new long[] {readerFlags, 0}, payload);
  }

  /** Likewise with a version and flags (reader, writer) of another time. */
  static byte[] seal(FileKind kind, int version, long[] flags, ByteBuffer payload) {
    ByteBuffer file =
        ByteBuffer.allocate(HEADER_BYTES + payload.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    file.put(kind.magic().getBytes(ISO_8859_1)).putInt(version).putInt(0);
    file.putLong(flags[0]).putLong(flags[1]).put(payload.duplicate());
    file.putInt(CRC_AT, checksum(file.array()));
    return file.array();
  }

  /**
   * Checks a file and takes its payload out.
   *
   * @throws QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static Envelope open(FileKind kind, String file, byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < HEADER_BYTES) {
      throw corrupt(file, "it has only " + content.length + " bytes");
    }
    if (!hasMagic(kind, content)) {
      throw corrupt(file, "it is no " + kind.title());
    }
    if (bytes.getInt(CRC_AT) != checksum(content)) {
      throw corrupt(file, "its checksum does not match its content");
    }
    int version = bytes.getInt(8);
    if (version != VERSION) {
      throw new QuiverException(
          ErrorCode.NEWER_FORMAT, file, Integer.toUnsignedString(version), VERSION);
    }
    refuseUnknown(file, bytes.getLong(FLAGS_AT) & ~KNOWN_READER_FLAGS);
    ByteBuffer payload =
        bytes.slice(HEADER_BYTES, content.length - HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return new Envelope(
        file, bytes.getLong(FLAGS_AT), bytes.getLong(FLAGS_AT + Long.BYTES), payload);
  }

  /** Whether bytes begin as a file of a kind does. */
  public static boolean hasMagic(FileKind kind, byte[] content) {
    byte[] magic = kind.magic().getBytes(ISO_8859_1);
    return content.length >= magic.length
        && java.util.Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
  }

  /**
   * To be called before writing anything that follows from this file.
   *
   * @throws QuiverException NEWER_FORMAT
   */
  public void checkWritable() {
    refuseUnknown(file, writerFlags & ~KNOWN_WRITER_FLAGS);
  }

  private static void refuseUnknown(String file, long flags) {
    if (flags != 0) {
      throw new QuiverException(
          ErrorCode.NEWER_FORMAT,
          file,
          VERSION + " with feature flags 0x" + Long.toHexString(flags),
          VERSION + " without them");
    }
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content, 0, CRC_AT);
    crc.update(content, FLAGS_AT, content.length - FLAGS_AT);
    return (int) crc.getValue();
  }

  public static QuiverException corrupt(String file, String what) {
    return new QuiverException(ErrorCode.CORRUPT_FILE, file, what);
  }
}
