package dev.quiver.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

  private final Path temporary;

  Publisher(Path temporary) {
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
      Files.createLink(file, written);
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
  private static boolean dropTemporary(Path written) {
    return written.toFile().delete();
  }

  boolean moveUnderLock(Path file, Path written) throws IOException {
    synchronized (LOCK_FILE_GUARD) {
      try (FileChannel channel =
              FileChannel.open(
                  temporary.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid() || Files.exists(file)) {
          return false;
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
