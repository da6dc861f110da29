package dev.quiver.benchmarks.reliability;

/** What a file system promises about changes that nobody forced. */
enum PlatterModel {
  /** As ext4 and XFS do: names change in order, and any force makes all earlier changes durable. */
  JOURNAL,
  /** Only what POSIX promises: each name by a force of its directory, in no order. */
  POSIX
}
