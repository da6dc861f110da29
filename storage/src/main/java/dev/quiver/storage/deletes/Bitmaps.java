package dev.quiver.storage.deletes;

import dev.quiver.storage.format.Envelope;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.InvalidRoaringFormat;
import org.roaringbitmap.RoaringBitmap;

/** Sets of row offsets in the portable Roaring format, not empty. */
public final class Bitmaps {
  private Bitmaps() {}

  public static ByteBuffer encode(RoaringBitmap rows) {
    ByteBuffer bytes = ByteBuffer.allocate(rows.serializedSizeInBytes());
    rows.serialize(bytes);
    return bytes.flip();
  }

  /**
   * @param rows of the fragment: all offsets must be below
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE
   */
  public static RoaringBitmap decode(String file, ByteBuffer bytes, int rows) {
    RoaringBitmap offsets = new RoaringBitmap();
    try {
      RoaringBitmap stored = new RoaringBitmap();
      stored.deserialize(bytes.duplicate());
      if (stored.getLongCardinality() <= rows) {
        // Row by row into a new one: a forged bitmap may be out of order or count itself wrong.
        stored.forEach((IntConsumer) offsets::add);
      }
    } catch (IOException
        | InvalidRoaringFormat
        | BufferUnderflowException
        | IndexOutOfBoundsException
        | NoSuchElementException e) {
      throw Envelope.corrupt(file, "it holds no bitmap");
    }
    if (offsets.isEmpty() || Integer.toUnsignedLong(offsets.last()) >= rows) {
      throw Envelope.corrupt(file, "it deletes no row of a fragment of " + rows);
    }
    return offsets;
  }
}
