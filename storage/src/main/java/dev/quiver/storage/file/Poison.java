package dev.quiver.storage.file;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that forcing something failed: the system may have dropped what it could not write and
 * say nothing the next time, so nothing more may be written. Safe for any number of threads.
 */
final class Poison {
  private volatile @Nullable String failed;

  /** To be called for each failed force; one that a thread's interruption ended says nothing. */
  void forceFailed(Path file, IOException e) {
    if (!(e instanceof ClosedByInterruptException)) {
      failed = file.toString();
    }
  }

  /**
   * @throws QuiverException IO_FAILURE that names what could not be forced
   */
  void checkWritable() {
    String file = failed;
    if (file != null) {
      throw new QuiverException(
          ErrorCode.IO_FAILURE, file, "an earlier flush failed; open the database anew");
    }
  }
}
