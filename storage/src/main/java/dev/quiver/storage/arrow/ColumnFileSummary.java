package dev.quiver.storage.arrow;

import dev.quiver.storage.ColumnStatistics;
import java.util.List;

/**
 * What a finished column file holds, for the manifest that will name it.
 *
 * @param length bytes of the file
 * @param checksum the CRC32C in the file's tail, which covers the footer and, through the checksum
 *     table, every byte before it: two files with the same one are the same file
 * @param statistics one for each column, in the order of the fields
 */
public record ColumnFileSummary(
    int rows, long length, int checksum, List<ColumnStatistics> statistics) {
  public ColumnFileSummary {
    statistics = List.copyOf(statistics);
  }
}
