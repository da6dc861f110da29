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
  private volatile @Nullable Failure failed;

  private record Failure(Path file, String reason) {}

  /** To be called for each failed force; one that a thread's interruption ended says nothing. */
  void forceFailed(Path file, IOException e) {
    if (!(e instanceof ClosedByInterruptException)) {
      failed = new Failure(file, LocalFileStore.reason(e));
    }
  }

  /**
   * @throws QuiverException IO_FAILURE that names what could not be forced, and why
   */
  void checkWritable() {
    Failure failure = failed;
    if (failure != null) {
      throw new QuiverException(
          ErrorCode.IO_FAILURE,
          failure.file,
          "an earlier flush failed (" + failure.reason + "); open the database anew");
    }
  }
}
