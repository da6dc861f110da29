package dev.quiver.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process that works on a {@link SimulatedDisk}: it may be killed, and mutants live in it. */
public final class SimulatedProcess implements Disk {
  private final SimulatedDisk disk;
  private final Conditions conditions;

  /** What each operation of a process meets. */
  public interface Conditions {
    /** Called before each operation; may wait, throw, or end the process. */
    default void before(String operation, String path) throws IOException {}

    /** Whether a force is left out. */
    default boolean omitsForce(String path) {
      return false;
    }

    /** How many of the remaining bytes a write takes. */
    default int taken(String path, int remaining) {
      return remaining;
    }

    /** Whether the writer thinks that a short write was a whole one. */
    default boolean ignoresShortWrites() {
      return false;
    }

    /** Whether names are given before contents are forced. */
    default boolean linksBeforeForcing() {
      return false;
    }

    default boolean hasLinks() {
      return true;
    }
  }

  public SimulatedProcess(SimulatedDisk disk, Conditions conditions) {
    this.disk = disk;
    this.conditions = conditions;
  }

  /** The store that a database of this process lives in: the one of the product. */
  public FileStore store() {
    return new LocalFileStore(Path.of(SimulatedDisk.ROOT), this);
  }

  @Override
  public NewFile create(Path file) throws IOException {
    String path = SimulatedDisk.text(file);
    conditions.before("create", path);
    checkFree(path);
    int inode = disk.create(path);
    return new NewFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        conditions.before("write", path);
        int count = conditions.taken(path, bytes.remaining());
        byte[] taken = new byte[count];
        bytes.get(taken);
        disk.append(inode, taken);
        if (conditions.ignoresShortWrites()) {
          bytes.position(bytes.limit());
        }
      }

      @Override
      public void force() throws IOException {
        conditions.before("force", path);
        if (!conditions.omitsForce(path)
            && !(conditions.linksBeforeForcing() && isTemporary(path))) {
          disk.force(inode);
        }
      }

      @Override
      public void close() throws IOException {
        conditions.before("close", path);
      }
    };
  }

  private static boolean isTemporary(String path) {
    return path.endsWith(".tmp");
  }

  private void checkFree(String path) throws IOException {
    if (!disk.isDirectory(SimulatedDisk.parent(path))) {
      throw new NoSuchFileException(path);
    }
    if (disk.isFile(path) || disk.isDirectory(path)) {
      throw new FileAlreadyExistsException(path);
    }
  }

  @Override
  public ByteSource open(Path file) throws IOException {
    String path = SimulatedDisk.text(file);
    conditions.before("open", path);
    byte[] content = disk.content(path);
    if (content == null) {
      throw new NoSuchFileException(path);
    }
    return new HeapSource(path, content);
  }

  @Override
  public byte @Nullable [] readIfPresent(Path file) throws IOException {
    String path = SimulatedDisk.text(file);
    conditions.before("read", path);
    byte[] content = disk.content(path);
    return content == null ? null : content.clone();
  }

  @Override
  public void overwrite(Path file, byte[] content) throws IOException {
    String path = SimulatedDisk.text(file);
    conditions.before("overwrite", path);
    int inode = disk.isFile(path) ? disk.inode(path) : disk.create(path);
    disk.truncate(inode);
    disk.append(inode, content.clone());
  }

  @Override
  public void link(Path name, Path existing) throws IOException {
    String path = SimulatedDisk.text(name);
    conditions.before("link", path);
    if (!conditions.hasLinks()) {
      throw new UnsupportedOperationException("no links");
    }
    checkFree(path);
    disk.link(path, SimulatedDisk.text(existing));
    if (conditions.linksBeforeForcing()) {
      disk.force(disk.inode(path));
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    conditions.before("move", SimulatedDisk.text(to));
    disk.link(SimulatedDisk.text(to), SimulatedDisk.text(from));
    disk.unlink(SimulatedDisk.text(from));
  }

  @Override
  public void delete(Path file) throws IOException {
    conditions.before("delete", SimulatedDisk.text(file));
    disk.unlink(SimulatedDisk.text(file));
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    conditions.before("mkdir", SimulatedDisk.text(directory));
    checkFree(SimulatedDisk.text(directory));
    disk.makeDirectory(SimulatedDisk.text(directory));
  }

  @Override
  public boolean exists(Path file) {
    String path = SimulatedDisk.text(file);
    return disk.isFile(path) || disk.isDirectory(path);
  }

  @Override
  public boolean isDirectory(Path file) {
    return disk.isDirectory(SimulatedDisk.text(file));
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    conditions.before("list", SimulatedDisk.text(directory));
    if (!disk.isDirectory(SimulatedDisk.text(directory))) {
      throw new NoSuchFileException(directory.toString());
    }
    return disk.list(SimulatedDisk.text(directory));
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    String path = SimulatedDisk.text(directory);
    conditions.before("force", path);
    if (!disk.isDirectory(path)) {
      throw new NoSuchFileException(path);
    }
    if (!conditions.omitsForce(path)) {
      disk.forceDirectory(path);
    }
  }

  /** Files are older than whatever goes on: one process alone asks. */
  @Override
  public @Nullable FileInfo info(Path file) throws IOException {
    String path = SimulatedDisk.text(file);
    conditions.before("info", path);
    byte[] content = disk.content(path);
    return content == null ? null : new FileInfo(content.length, 0);
  }

  @Override
  public Occupancy occupy(Path lockFile, boolean mayCreate) {
    return new Occupancy() {
      @Override
      public boolean isAlone() {
        return true;
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    conditions.before("lock", SimulatedDisk.text(file));
    return () -> {};
  }
}
