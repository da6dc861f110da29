package dev.quiver.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/**
 * Gives complete files their names, each name to one file only, whoever races for it.
 *
 * <p>The content is forced under a temporary name, then linked to the name wanted: linking fails if
 * the name is taken. Where the file system has no hard links, a lock file stands guard over looking
 * and moving. Every process on one directory comes to the same choice, since it is the file
 * system's.
 */
final class Publisher {
  private static final Set<String> NO_LINKS =
      Set.of("Operation not permitted", "Operation not supported", "Function not implemented");
  private static final Object LOCK_FILE_GUARD = new Object();

  private final Disk disk;
  private final Poison poison;
  private final Path temporary;

  Publisher(Disk disk, Poison poison, Path temporary) {
    this.disk = disk;
    this.poison = poison;
    this.temporary = temporary;
  }

  boolean publish(Path file, byte[] content) throws IOException {
    Path written = temporary.resolve(UUID.randomUUID() + ".tmp");
    try {
      write(written, content);
      return link(file, written);
    } finally {
      dropTemporary(written);
    }
  }

  private boolean link(Path file, Path written) throws IOException {
    try {
      disk.link(file, written);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException e) {
      if (!linksUnsupported(e)) {
        throw e;
      }
      return moveUnderLock(file, written);
    }
  }

  /** Only what holds for a whole file system: two ways of publishing must never race each other. */
  private static boolean linksUnsupported(Exception e) {
    return e instanceof UnsupportedOperationException
        || (e instanceof FileSystemException f
            && f.getReason() != null
            && NO_LINKS.contains(f.getReason()));
  }

  /** What happened to the file is decided by now; a temporary left behind harms no one. */
  private boolean dropTemporary(Path written) {
    try {
      disk.delete(written);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  boolean moveUnderLock(Path file, Path written) throws IOException {
    synchronized (LOCK_FILE_GUARD) {
      try (Closeable lock = disk.lock(temporary.resolve("lock"))) {
        if (disk.exists(file)) {
          return false;
        }
        disk.move(written, file);
        return true;
      }
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    try (Disk.NewFile out = disk.create(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      force(file, out);
    }
  }

  private void force(Path file, Disk.NewFile out) throws IOException {
    try {
      out.force();
    } catch (IOException e) {
      poison.forceFailed(file, e);
      throw e;
    }
  }
}
