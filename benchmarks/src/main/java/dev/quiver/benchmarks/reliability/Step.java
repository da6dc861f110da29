package dev.quiver.benchmarks.reliability;

import java.util.List;

/** One step of what a process did to a directory, in terms of inodes. */
sealed interface Step {
  /** Bytes of a file at an offset. */
  record Write(int inode, int offset, byte[] bytes) implements Step {}

  /** A file gets another length. */
  record Resize(int inode, int length) implements Step {}

  /** Names that come and go at once: one, or two when a file is renamed. */
  record Names(List<Name> changes) implements Step {
    boolean concern(int directory) {
      return changes.stream().anyMatch(change -> change.directory() == directory);
    }
  }

  /** A name of a directory now means an inode, or nothing if that is {@link #NONE}. */
  record Name(int directory, String name, int inode) {
    static final int NONE = -1;
  }

  /** What was done to a file, or to the names of a directory, is to outlive a power cut. */
  record Force(int inode) implements Step {}

  /** The process said that a commit was made. */
  record Acknowledged(int commit) implements Step {}
}
