package dev.quiver.storage.lookup;

import dev.quiver.storage.file.FileSink;
import dev.quiver.storage.format.FileSummary;
import dev.quiver.storage.format.MappedLayout;
import java.nio.ByteBuffer;

/** Writes a key file ({@link KeyLayout}). */
public final class KeyFileWriter {
  /** A heap buffer may be copied on its way: larger pieces would cost that much direct memory. */
  private static final int PIECE_BYTES = 1 << 20;

  private KeyFileWriter() {}

  /** Writes the keys of a fragment of so many rows, completes and forces the file. */
  public static FileSummary write(FileSink sink, SortedKeys keys, int fragmentRows) {
    KeyLayout layout = new KeyLayout(keys.keys(), KeyFilter.blocks(keys.keys()));
    ByteBuffer header = KeyLayout.FRAME.header();
    ByteBuffer body = body(layout, keys);
    ByteBuffer directory = MappedLayout.allocate(layout.directoryBytes());
    for (int i = 0; i < layout.checksums(); i++) {
      int at = i * KeyLayout.CHECKED_BYTES;
      int count = Math.min(KeyLayout.CHECKED_BYTES, body.capacity() - at);
      directory.putInt(i * Integer.BYTES, MappedLayout.checksum(body.slice(at, count)));
    }
    ByteBuffer trailer = layout.trailer(fragmentRows);
    int checksum =
        MappedLayout.checksum(header, directory, trailer.slice(0, MappedLayout.CHECKSUM_AT));
    trailer.putInt(MappedLayout.CHECKSUM_AT, checksum);
    sink.write(header);
    for (int at = 0; at < body.capacity(); at += PIECE_BYTES) {
      sink.write(body.slice(at, Math.min(PIECE_BYTES, body.capacity() - at)));
    }
    sink.write(directory);
    sink.write(trailer);
    sink.finish();
    return new FileSummary(layout.fileBytes(), checksum);
  }

  private static ByteBuffer body(KeyLayout layout, SortedKeys keys) {
    ByteBuffer body = MappedLayout.allocate(layout.bodyBytes());
    int hashesAt = (int) layout.hashesAt();
    int rowsAt = (int) layout.rowsAt();
    for (int i = 0; i < keys.keys(); i++) {
      KeyFilter.add(body, layout.blocks(), keys.hash(i));
      body.putLong(hashesAt + i * Long.BYTES, keys.hash(i));
      body.putInt(rowsAt + i * Integer.BYTES, keys.row(i));
    }
    return body;
  }
}
