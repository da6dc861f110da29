package dev.quiver.storage.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a directory, told by locks on a file in it, which the system releases when a process
 * ends.
 *
 * <p>Each process locks one byte of the file at a place of its own; whoever can lock all other
 * bytes is alone. A process opens the file once, since closing any channel of it would release the
 * lock. Where locks or the file cannot be had, no one is ever alone.
 */
final class PlaceLocks {
  private static final Map<Path, Shared> USED = new HashMap<>();

  private PlaceLocks() {}

  private static final class Shared {
    private final FileChannel channel;
    private final long mine;
    private int users;

    Shared(FileChannel channel, long mine) {
      this.channel = channel;
      this.mine = mine;
    }
  }

  private record Use(Path file, Shared shared, boolean[] closed) implements Occupancy {
    @Override
    public boolean isAlone() {
      synchronized (USED) {
        return !closed[0]
            && shared.users == 1
            && isFree(shared.channel, 0, shared.mine)
            && isFree(shared.channel, shared.mine + 1, Long.MAX_VALUE - shared.mine - 1);
      }
    }

    @Override
    public void close() {
      synchronized (USED) {
        if (!closed[0]) {
          closed[0] = true;
          if (--shared.users == 0) {
            USED.remove(file);
            closeQuietly(shared.channel);
          }
        }
      }
    }
  }

  /** Says that a directory is used. Writers make the lock file and its directory. */
  static Occupancy occupy(Path lockFile, boolean mayCreate) {
    synchronized (USED) {
      try {
        Path directory = Objects.requireNonNull(lockFile.getParent());
        if (mayCreate) {
          Files.createDirectories(directory);
        }
        directory = directory.toRealPath();
        Path file = directory.resolve(lockFile.getFileName());
        Shared shared = USED.get(file);
        if (shared == null) {
          shared = lock(file, mayCreate);
          if (shared == null) {
            return Occupancy.UNKNOWN;
          }
          USED.put(file, shared);
        }
        shared.users++;
        return new Use(file, shared, new boolean[1]);
      } catch (IOException e) {
        return Occupancy.UNKNOWN;
      }
    }
  }

  private static @Nullable Shared lock(Path file, boolean mayCreate) throws IOException {
    FileChannel channel =
        mayCreate
            ? FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(file, StandardOpenOption.READ);
    try {
      long mine = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE - 1);
      FileLock lock = channel.tryLock(mine, 1, true);
      if (lock != null) {
        return new Shared(channel, mine);
      }
    } catch (IOException | UnsupportedOperationException e) {
      closeQuietly(channel);
      throw e;
    }
    closeQuietly(channel);
    return null;
  }

  private static boolean isFree(FileChannel channel, long from, long length) {
    try (FileLock lock = channel.tryLock(from, length, false)) {
      return lock != null;
    } catch (IOException | IllegalStateException e) {
      return false; // No lock to be had: there may be others.
    }
  }

  private static boolean closeQuietly(FileChannel channel) {
    try {
      channel.close();
      return true;
    } catch (IOException e) {
      return false; // The lock goes with the process at the latest.
    }
  }
}
