package dev.quiver.storage.check;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.Progress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts and collects while a check runs. For one thread. */
final class Findings {
  private static final Set<ErrorCode> OF_FILES =
      Set.of(
          ErrorCode.CORRUPT_FILE,
          ErrorCode.NEWER_FORMAT,
          ErrorCode.NOT_A_DATABASE,
          ErrorCode.IO_FAILURE);

  private final Progress progress;
  private final List<CheckFinding> found = new ArrayList<>();
  private final Set<String> problems = new HashSet<>();
  private final Set<Object> seen = new HashSet<>();
  private long files;
  private long rows;
  private long bytes;

  Findings(Progress progress) {
    this.progress = progress;
  }

  /** Whether something is met for the first time. */
  boolean isNew(Object what) {
    return seen.add(what);
  }

  void countFile(long length) {
    files++;
    bytes += length;
    progress.advance(1);
  }

  void countRows(long more) {
    rows += more;
    tell();
  }

  /** Gives whoever follows the check a chance to end it. */
  void tell() {
    progress.advance(0);
  }

  /** One finding a problem: what is wrong with a file may be met on several ways to it. */
  void add(CheckKind kind, String file, String problem) {
    CheckFinding finding = new CheckFinding(file, kind, problem);
    if (found.size() < CheckReport.MAX_FINDINGS && problems.add(problem)) {
      found.add(finding);
    }
  }

  void expect(boolean right, CheckKind kind, String file, Supplier<String> problem) {
    if (!right) {
      add(kind, file, problem.get());
    }
  }

  /** What reading a file gives; null, and a finding, if the file is at fault. */
  <T> @Nullable T read(CheckKind kind, String file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (QuiverException e) {
      if (!OF_FILES.contains(e.code())) {
        throw e;
      }
      add(kind, file, e.getMessage());
      return null;
    }
  }

  CheckReport report() {
    return new CheckReport(files, rows, bytes, found);
  }
}
