package dev.quiver.storage.file;

import java.io.File;
import java.nio.file.Path;

/**
 * A file that was found to be absent, to be asked for again at a fraction of the cost.
 *
 * <p>On Java 17 only an exception tells an absent file from one that cannot be looked at. Once
 * told, two questions without exceptions do: the file is not seen, and its directory can still be
 * reached and searched.
 */
record AbsentFile(Path path, File file, File directory) {
  static AbsentFile of(Path path) {
    File asked = path.toFile();
    return new AbsentFile(path, asked, asked.getAbsoluteFile().getParentFile());
  }

  /** Whether this is known; false asks for a closer look. */
  boolean isStillAbsent(Path asked) {
    return path.equals(asked) && !file.exists() && directory.canExecute();
  }
}
