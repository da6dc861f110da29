package dev.quiver.storage.deletes;

import dev.quiver.storage.format.Envelope;
import dev.quiver.storage.format.FileKind;
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
    return Envelope.seal(FileKind.DELETES, Bitmaps.encode(rows));
  }

  /**
   * @param rows of the fragment: all offsets must be below
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE, NEWER_FORMAT
   */
  public static RoaringBitmap decode(String file, byte[] content, int rows) {
    return Bitmaps.decode(file, Envelope.open(FileKind.DELETES, file, content).payload(), rows);
  }
}
