package dev.quiver.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a file system that a {@link LocalFileStore} is made of, each one system call or
 * nearly so: what a simulated disk stands in for.
 *
 * <p>As POSIX has it, a file's bytes outlive a power cut once the file was forced, and a name once
 * its directory was. Failures are those of {@link java.nio.file.Files}. Safe for any number of
 * threads.
 */
interface Disk {
  /** A file being written from start to end. For one thread. */
  interface NewFile extends Closeable {
    /** Writes some of the remaining bytes; not always all of them. */
    void write(ByteBuffer bytes) throws IOException;

    void force() throws IOException;
  }

  /** Makes a file, which must not be there. */
  NewFile create(Path file) throws IOException;

  /** Opens a file that never changes and whose path is never used again. */
  ByteSource open(Path file) throws IOException;

  /** All bytes of a file, or null only if it is known that there is none. */
  byte @Nullable [] readIfPresent(Path file) throws IOException;

  /** Makes a file or puts other bytes in the place of its own, with no promise in a crash. */
  void overwrite(Path file, byte[] content) throws IOException;

  /** Gives a file a second name, which must not be taken. */
  void link(Path name, Path existing) throws IOException;

  /** Renames a file in one step. */
  void move(Path from, Path to) throws IOException;

  /** Removes a name, if it is there. */
  void delete(Path file) throws IOException;

  void createDirectory(Path directory) throws IOException;

  boolean exists(Path file);

  boolean isDirectory(Path file);

  /** The names in a directory, in no order. */
  List<String> list(Path directory) throws IOException;

  void forceDirectory(Path directory) throws IOException;

  /** A file's size and age; null if there is none, or if that cannot be told. */
  default @Nullable FileInfo info(Path file) throws IOException {
    return null;
  }

  /** Says by a lock file that its directory is in use. */
  default Occupancy occupy(Path lockFile, boolean mayCreate) {
    return Occupancy.UNKNOWN;
  }

  /** Waits for and takes a lock that all processes share, until it is closed. */
  Closeable lock(Path file) throws IOException;
}
