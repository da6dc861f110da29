package dev.quiver.storage.file;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files below a directory of this machine.
 *
 * <p>{@link #createIfAbsent} forces a temporary file and links it to its name, which no other way
 * of making a file does without losing or tearing some under races and kills. A directory is used
 * only once its own name is durable, whoever made it: another process may have been killed between
 * making and forcing it. When a force fails, the system may have dropped what it could not write,
 * so this store takes no more writes.
 */
public final class LocalFileStore implements FileStore {
  private final Path root;
  private final Disk disk;
  private final Poison poison = new Poison();
  private final Publisher publisher;
  private final Set<Path> durableDirectories = ConcurrentHashMap.newKeySet();

  public LocalFileStore(Path root) {
    this(root, new LocalDisk());
  }

  /** Likewise on another disk than the machine's. */
  LocalFileStore(Path root, Disk disk) {
    this.root = root.toAbsolutePath().normalize();
    this.disk = disk;
    this.publisher = new Publisher(disk, poison, this.root.resolve("tmp"));
  }

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public FileSink create(String path) {
    poison.checkWritable();
    Path file = root.resolve(path);
    try {
      makeDirectories(directoryOf(file), false);
      return new Sink(file, disk.create(file));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public ByteSource open(String path) {
    Path file = root.resolve(path);
    try {
      return disk.open(file);
    } catch (NoSuchFileException e) {
      throw missing(file, "the file is missing");
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public byte @Nullable [] readIfPresent(String path) {
    Path file = root.resolve(path);
    try {
      return disk.readIfPresent(file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public boolean createIfAbsent(String path, byte[] content) {
    poison.checkWritable();
    Path file = root.resolve(path);
    boolean made;
    try {
      makeDirectories(directoryOf(file), root.equals(file.getParent()));
      makeDirectories(root.resolve("tmp"), false);
      made = publisher.publish(file, content);
    } catch (IOException e) {
      throw failure(file, e);
    }
    // A name taken by another is built upon too, so it must last as long as what follows.
    forceDirectory(directoryOf(file));
    return made;
  }

  @Override
  public void writeHint(String path, byte[] content) {
    Path file = root.resolve(path);
    try {
      disk.overwrite(file, content);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public List<String> list(String directory) {
    Path dir = root.resolve(directory);
    try {
      return disk.list(dir);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw failure(dir, e);
    }
  }

  @Override
  public void delete(String path) {
    Path file = root.resolve(path);
    try {
      disk.delete(file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public @Nullable FileInfo info(String path) {
    Path file = root.resolve(path);
    try {
      return disk.info(file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public Occupancy occupy(boolean mayWrite) {
    return disk.occupy(root.resolve("tmp").resolve("in-use"), mayWrite);
  }

  @Override
  public void force(Collection<String> directories) {
    poison.checkWritable();
    for (String directory : directories) {
      forceDirectory(root.resolve(directory));
    }
  }

  private Path directoryOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? root : parent;
  }

  /**
   * Makes what is missing of a directory's path, and its name durable.
   *
   * @param mayMakeRoot whether the place itself may be missing: for FORMAT, the first file of a
   *     database; before all others it vanished
   */
  private void makeDirectories(Path dir, boolean mayMakeRoot) throws IOException {
    boolean there = disk.isDirectory(dir);
    if (there && durableDirectories.contains(dir)) {
      return;
    }
    Path parent = dir.getParent();
    if (parent == null) {
      return;
    }
    if (there && dir.equals(root)) {
      forceParentOfRoot(parent);
      forceDirectory(root); // FORMAT, which another process may have made and not yet forced.
    } else {
      if (!there && !mayMakeRoot && dir.equals(root)) {
        throw new QuiverException(ErrorCode.IO_FAILURE, root, "the database is gone");
      }
      makeDirectories(parent, mayMakeRoot);
      if (!there) {
        makeDirectory(dir);
      }
      if (!there || dir.startsWith(root)) {
        forceDirectory(parent);
      }
    }
    durableDirectories.add(dir);
  }

  /** Whoever may not read a directory did not make the database in it, so need not force it. */
  private void forceParentOfRoot(Path parent) throws IOException {
    try {
      disk.forceDirectory(parent);
    } catch (AccessDeniedException e) {
      return;
    } catch (IOException e) {
      poison.forceFailed(parent, e);
      throw e;
    }
  }

  private void makeDirectory(Path dir) throws IOException {
    try {
      disk.createDirectory(dir);
    } catch (FileAlreadyExistsException e) {
      if (!disk.isDirectory(dir)) {
        throw new NotDirectoryException(dir.toString());
      }
    }
  }

  private void forceDirectory(Path dir) {
    try {
      disk.forceDirectory(dir);
    } catch (IOException e) {
      poison.forceFailed(dir, e);
      throw failure(dir, e);
    }
  }

  static QuiverException failure(Path file, Exception e) {
    return QuiverException.causedBy(e, ErrorCode.IO_FAILURE, file, reason(e));
  }

  /** What the system said. */
  static String reason(Exception e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  static QuiverException missing(Path file, String what) {
    return new QuiverException(ErrorCode.CORRUPT_FILE, file, what);
  }

  private final class Sink implements FileSink {
    private final Path path;
    private final Disk.NewFile file;
    private boolean finished;

    Sink(Path path, Disk.NewFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes) {
      try {
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      } catch (IOException e) {
        throw failure(path, e);
      }
    }

    @Override
    public void finish() {
      try {
        file.force();
      } catch (IOException e) {
        poison.forceFailed(path, e);
        throw failure(path, e);
      }
      try {
        file.close();
        finished = true;
      } catch (IOException e) {
        throw failure(path, e);
      }
    }

    @Override
    public void close() {
      if (!finished) {
        try {
          file.close();
          disk.delete(path);
        } catch (IOException e) {
          throw failure(path, e);
        }
      }
    }
  }
}
