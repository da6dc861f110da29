package dev.quiver.storage.deletes;

import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.InvalidRoaringFormat;
import org.roaringbitmap.RoaringBitmap;

/**
 * A file {@code deletes/<uuid>.deletes} in an {@link Envelope}: the offsets of all deleted rows of
 * one fragment at one version, as a bitmap in the portable Roaring format.
 *
 * <p>At least one row is deleted, or there would be no file.
 */
public final class DeletesFile {
  private DeletesFile() {}

  public static byte[] encode(RoaringBitmap rows) {
    ByteBuffer payload = ByteBuffer.allocate(rows.serializedSizeInBytes());
    rows.serialize(payload);
    return Envelope.seal(FileKind.DELETES, payload.flip());
  }

  /**
   * @param rows of the fragment: all offsets must be below
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static RoaringBitmap decode(String file, byte[] content, int rows) {
    Envelope envelope = Envelope.open(FileKind.DELETES, file, content);
    RoaringBitmap deleted = new RoaringBitmap();
    try {
      RoaringBitmap stored = new RoaringBitmap();
      stored.deserialize(envelope.payload().duplicate());
      if (stored.getLongCardinality() <= rows) {
        // Row by row into a new one: a forged bitmap may be out of order or count itself wrong.
        stored.forEach((IntConsumer) deleted::add);
      }
    } catch (IOException
        | InvalidRoaringFormat
        | BufferUnderflowException
        | IndexOutOfBoundsException
        | NoSuchElementException e) {
      throw Envelope.corrupt(file, "it holds no bitmap");
    }
    if (deleted.isEmpty() || Integer.toUnsignedLong(deleted.last()) >= rows) {
      throw Envelope.corrupt(file, "it deletes no row of a fragment of " + rows);
    }
    return deleted;
  }
}
