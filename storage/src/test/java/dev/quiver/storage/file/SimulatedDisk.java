package dev.quiver.storage.file;

import dev.quiver.storage.file.DiskOperation.Force;
import dev.quiver.storage.file.DiskOperation.ForceDirectory;
import dev.quiver.storage.file.DiskOperation.Link;
import dev.quiver.storage.file.DiskOperation.Told;
import dev.quiver.storage.file.DiskOperation.Truncate;
import dev.quiver.storage.file.DiskOperation.Unlink;
import dev.quiver.storage.file.DiskOperation.What;
import dev.quiver.storage.file.DiskOperation.Write;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A POSIX disk in memory that takes down every operation, so that all states a power cut may leave
 * behind can be made of them. Processes work on it through {@link SimulatedProcess}, one operation
 * at a time.
 *
 * <p>What is read is what was last written, as in a page cache: only {@link CrashStates} forgets.
 */
public final class SimulatedDisk {
  /** Where databases are; its parent is there from the beginning. */
  public static final String ROOT = "/sim/new/db";

  static final int ROOT_INODE = 0;

  private final List<DiskOperation> operations = new ArrayList<>();
  private final Map<String, Integer> directories = new HashMap<>();
  private final Map<String, Integer> files = new HashMap<>();
  private final Map<Integer, byte[]> contents = new HashMap<>();
  private final CrashState start;
  private int nextInode = 1;

  /** A disk with nothing but the directory {@code /sim}. */
  public SimulatedDisk() {
    this(new CrashState(Map.of(), new TreeSet<>(List.of("/", "/sim"))));
  }

  /** A disk on which all of a state is durable. */
  public SimulatedDisk(CrashState start) {
    this.start = start;
    directories.put("/", ROOT_INODE);
    for (String directory : start.directories()) {
      directories.computeIfAbsent(directory, d -> nextInode++);
    }
    start
        .files()
        .forEach(
            (path, content) -> {
              files.put(path, nextInode);
              contents.put(nextInode++, content.bytes());
            });
  }

  CrashState start() {
    return start;
  }

  /** Inodes as they were given to the files and directories of the start. */
  Map<String, Integer> startInodes() {
    Map<String, Integer> inodes = new HashMap<>();
    int next = 1;
    inodes.put("/", ROOT_INODE);
    for (String directory : start.directories()) {
      if (!inodes.containsKey(directory)) {
        inodes.put(directory, next++);
      }
    }
    for (String path : start.files().keySet()) {
      inodes.put(path, next++);
    }
    return inodes;
  }

  /** The state in which all that was done is durable. */
  public CrashState settled() {
    Map<String, CrashState.Content> all = new HashMap<>();
    int id = 1;
    for (Map.Entry<String, Integer> file : files.entrySet()) {
      all.put(file.getKey(), new CrashState.Content(id++, contents.get(file.getValue())));
    }
    return new CrashState(all, new TreeSet<>(directories.keySet()));
  }

  /** What was done so far. */
  public List<DiskOperation> operations() {
    return operations;
  }

  public void tell(What what, long number) {
    operations.add(new Told(what, number));
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String text(Path path) {
    return path.toString();
  }

  boolean isDirectory(String path) {
    return directories.containsKey(path);
  }

  boolean isFile(String path) {
    return files.containsKey(path);
  }

  byte @Nullable [] content(String path) {
    Integer inode = files.get(path);
    return inode == null ? null : contents.get(inode);
  }

  int inode(String path) {
    return files.get(path);
  }

  List<String> list(String directory) {
    String prefix = directory + "/";
    TreeSet<String> names = new TreeSet<>();
    for (String path : files.keySet()) {
      if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
        names.add(path.substring(prefix.length()));
      }
    }
    for (String path : directories.keySet()) {
      if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
        names.add(path.substring(prefix.length()));
      }
    }
    return List.copyOf(names);
  }

  int create(String path) {
    int inode = nextInode++;
    contents.put(inode, new byte[0]);
    addName(path, inode, false);
    files.put(path, inode);
    return inode;
  }

  private void addName(String path, int inode, boolean toDirectory) {
    operations.add(new Link(directories.get(parent(path)), inode, path, toDirectory));
  }

  void makeDirectory(String path) {
    int inode = nextInode++;
    addName(path, inode, true);
    directories.put(path, inode);
  }

  void link(String path, String existing) {
    int inode = files.get(existing);
    addName(path, inode, false);
    files.put(path, inode);
  }

  void unlink(String path) {
    if (files.remove(path) != null) {
      operations.add(new Unlink(directories.get(parent(path)), name(path)));
    }
  }

  void append(int inode, byte[] bytes) {
    byte[] before = contents.get(inode);
    operations.add(new Write(inode, before.length, bytes));
    byte[] after = Arrays.copyOf(before, before.length + bytes.length);
    System.arraycopy(bytes, 0, after, before.length, bytes.length);
    contents.put(inode, after);
  }

  void truncate(int inode) {
    operations.add(new Truncate(inode));
    contents.put(inode, new byte[0]);
  }

  void force(int inode) {
    operations.add(new Force(inode));
  }

  void forceDirectory(String path) {
    operations.add(new ForceDirectory(directories.get(path)));
  }
}
