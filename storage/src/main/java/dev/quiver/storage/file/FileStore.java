package dev.quiver.storage.file;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place that keeps immutable files by path: the one seam between a database and the outside.
 *
 * <p>Paths are relative, with {@code /} between names; directories come to be as files are made.
 * Every failure is a QuiverException IO_FAILURE that names the file. Safe for any number of threads
 * and, but for stores in memory, of processes.
 */
public interface FileStore {
  /** The place as messages show it. */
  String name();

  /**
   * Starts a new file; its path must never have been used. The place must be there: only a file
   * that {@link #createIfAbsent} makes directly in it makes the place too.
   */
  FileSink create(String path);

  /** Makes and forces a whole file; its path must never have been used. */
  default void write(String path, byte[] content) {
    try (FileSink sink = create(path)) {
      sink.write(ByteBuffer.wrap(content));
      sink.finish();
    }
  }

  /**
   * Opens a complete file.
   *
   * @throws dev.quiver.functions.error.QuiverException CORRUPT_FILE if there is none, since only
   *     files are opened that others point to
   */
  ByteSource open(String path);

  /** A small file as a whole, or null if there is none. */
  byte @Nullable [] readIfPresent(String path);

  /**
   * Makes a file with this content unless the path is taken, in one step for every observer: the
   * commit primitive. When it returns true, content and name are durable.
   *
   * @return false if the path was taken, whatever is there
   * @throws dev.quiver.functions.error.QuiverException IO_FAILURE: then the file may or may not be
   *     there, but never in part
   */
  boolean createIfAbsent(String path, byte[] content);

  /** Writes a file that may be lost, torn or out of date at any time: a hint. */
  void writeHint(String path, byte[] content);

  /**
   * The names of the files and directories directly in a directory, in no order; none if there is
   * no such directory. The place itself is {@code ""}.
   */
  List<String> list(String directory);

  /** Removes a file, if it is there. */
  void delete(String path);

  /** A file's size and age; null if there is no such file, or if the store cannot tell. */
  default @Nullable FileInfo info(String path) {
    return null;
  }

  /**
   * Says to all who use this place that it is in use.
   *
   * @param mayWrite whether something may be made in the place for it
   */
  default Occupancy occupy(boolean mayWrite) {
    return Occupancy.UNKNOWN;
  }

  /** Makes the names of all finished files of these directories durable. */
  void force(Collection<String> directories);
}
