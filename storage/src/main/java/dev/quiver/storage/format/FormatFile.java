package dev.quiver.storage.format;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.file.FileStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.UUID;

/**
 * The file {@code FORMAT}: says that a place is a Quiver database, and which.
 *
 * <pre>
 *  payload offset  bytes  field
 *               0      8  most significant bits of the database's UUID
 *               8      8  least significant bits
 *              16      8  when the database was made, in microseconds since 1970-01-01
 * </pre>
 */
public record FormatFile(UUID uuid, Instant createdAt, Envelope envelope) {
  public static final String PATH = "FORMAT";
  private static final int PAYLOAD_BYTES = 24;

  public static byte[] encode(UUID uuid, Instant createdAt) {
    ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    payload.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    payload.putLong(Micros.of(createdAt)).flip();
    return Envelope.seal(FileKind.FORMAT, payload);
  }

  /**
   * @throws QuiverException NOT_A_DATABASE, CORRUPT_FILE, NEWER_FORMAT
   */
  public static FormatFile decode(String store, byte[] content) {
    if (!Envelope.hasMagic(FileKind.FORMAT, content)) {
      throw new QuiverException(
          ErrorCode.NOT_A_DATABASE, store, "its file FORMAT is of another program");
    }
    Envelope envelope = Envelope.open(FileKind.FORMAT, store + "/" + PATH, content);
    ByteBuffer payload = envelope.payload();
    if (payload.remaining() != PAYLOAD_BYTES) {
      throw Envelope.corrupt(envelope.file(), "its payload has " + payload.remaining() + " bytes");
    }
    return new FormatFile(
        new UUID(payload.getLong(0), payload.getLong(8)),
        Micros.toInstant(payload.getLong(16)),
        envelope);
  }

  /**
   * Checks that a store still holds the database of this file: its directory may have been removed
   * while it was open, or another database put in its place, which nothing must be written to.
   *
   * @throws QuiverException IO_FAILURE, and what {@link #decode} throws
   */
  public void checkStillAt(FileStore store) {
    byte[] content = store.readIfPresent(PATH);
    if (content == null) {
      throw new QuiverException(ErrorCode.IO_FAILURE, store.name(), "the database is gone");
    }
    if (!decode(store.name(), content).uuid.equals(uuid)) {
      throw new QuiverException(
          ErrorCode.IO_FAILURE, store.name(), "another database was put in this one's place");
    }
  }
}
