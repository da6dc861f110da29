package dev.quiver.storage.file;

/** One step of a {@link SimulatedDisk}'s life, in terms of inodes. */
public sealed interface DiskOperation {
  /** A directory gets a name: of a new file, a second one of a file, or of a new directory. */
  record Link(int directory, int inode, String path, boolean toDirectory) implements DiskOperation {
    String name() {
      return SimulatedDisk.name(path);
    }
  }

  /** A directory loses a name. */
  record Unlink(int directory, String name) implements DiskOperation {}

  /** Bytes of a file at an offset. */
  record Write(int inode, int offset, byte[] bytes) implements DiskOperation {}

  /** A file becomes empty. */
  record Truncate(int inode) implements DiskOperation {}

  /** Everything written to a file so far outlives a power cut. */
  record Force(int inode) implements DiskOperation {}

  /** Every name of a directory so far outlives a power cut. */
  record ForceDirectory(int directory) implements DiskOperation {}

  /** Something that the caller of the database was told. */
  record Told(What what, long number) implements DiskOperation {}

  /** What was told. */
  enum What {
    /** The database is open, hence made. */
    OPENED,
    /** The commit of a number was acknowledged. */
    COMMITTED
  }
}
