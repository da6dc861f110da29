package dev.quiver.planner.operator;

import dev.quiver.storage.Fragment;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.table.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What EXPLAIN tells of a scan: its conditions, and what of the table it will read. */
final class ScanDetails {
  private ScanDetails() {}

  /**
   * @param columns what is given, by name
   */
  static List<String> of(ScanPlan scan, List<String> columns, ExecutionContext context) {
    List<String> details = new ArrayList<>();
    if (!scan.conditionNodes().isEmpty()) {
      details.add("pushed down: " + text(scan).all(scan.conditionNodes()));
    }
    if (!columns.isEmpty()) {
      details.add("columns: " + String.join(", ", columns));
    }
    ScanPlan known = scan.withoutOuterRow();
    KeyLookup lookup = KeyLookup.of(known, context.evaluation());
    String reads = reads(known, lookup, context);
    if (lookup != null) {
      details.add("key lookup: " + scan.table().schema().describe(lookup.key()));
    }
    details.add(reads);
    return details;
  }

  private static ConditionText text(ScanPlan scan) {
    return new ConditionText(scan.table().schema().fields().stream().map(Field::name).toList());
  }

  private static String reads(ScanPlan scan, @Nullable KeyLookup lookup, ExecutionContext context) {
    TableVersion version = scan.table().at(context.snapshot());
    int[] scanned = scan.fieldIds();
    int[] all = scan.table().schema().fields().stream().mapToInt(Field::id).toArray();
    int read = 0;
    double rows = 0;
    for (Fragment fragment : version.fragments()) {
      if (FragmentPruning.mayMatch(fragment, scan, scanned, context.evaluation())) {
        int[] found = lookup == null ? null : lookup.rows(fragment);
        if (found != null) {
          read += found.length > 0 ? 1 : 0;
          rows += found.length;
          continue;
        }
        read++;
        rows += new RowEstimate(fragment, all).rows(scan.conditionNodes());
      }
    }
    return "reads: version "
        + version.version()
        + ", fragments "
        + read
        + " of "
        + version.fragments().size()
        + ", about "
        + (rows > 0 ? Math.max(1, Math.round(rows)) : 0)
        + " of "
        + version.rowCount()
        + " rows";
  }
}
