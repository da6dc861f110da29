package dev.quiver.storage.check;

import java.util.List;

/**
 * What a check has looked at, so far or in all, and what it found.
 *
 * @param rows deleted ones included
 * @param findings at most {@value #MAX_FINDINGS}
 */
public record CheckReport(long files, long rows, long bytes, List<CheckFinding> findings) {
  public static final int MAX_FINDINGS = 1_000;

  public CheckReport {
    findings = List.copyOf(findings);
  }

  public boolean isClean() {
    return findings.isEmpty();
  }
}
