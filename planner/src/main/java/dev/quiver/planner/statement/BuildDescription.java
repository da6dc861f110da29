package dev.quiver.planner.statement;

import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexParameters;
import dev.quiver.storage.index.BuildEstimate;
import dev.quiver.storage.index.MethodChoice;
import java.util.Locale;

/** What EXPLAIN CREATE INDEX says. */
record BuildDescription(
    IndexDefinition definition, MethodChoice choice, int dimension, BuildEstimate estimate) {
  private static final double MEGA = 1e6;

  String text(String title) {
    return String.join(
        "\n",
        title,
        "  - method: " + choice.method() + ", since " + choice.reason(),
        "  - parameters: " + parameters(),
        "  - rows: " + estimate.rows() + " of " + dimension + " elements",
        "  - time: about " + time() + " on this machine as it is now",
        "  - memory: about "
            + size(estimate.heapBytes())
            + " of heap; off it "
            + size(estimate.mappedBytes())
            + " of vectors are read from mapped files",
        "  - disk: about " + size(estimate.diskBytes()),
        "");
  }

  private String parameters() {
    IndexParameters asked = definition.parameters();
    String metric = "metric=" + definition.metricName();
    return switch (definition.method()) {
      case IVF_FLAT, IVF_RQ -> metric + ", num_partitions=" + estimate.lists();
      case IVF_PQ ->
          metric
              + ", num_partitions="
              + estimate.lists()
              + ", num_sub_vectors="
              + asked.partsOf(dimension)
              + ", num_bits="
              + asked.bitsOfPart();
      case HNSW ->
          metric
              + ", m="
              + asked.shape().neighbours()
              + ", ef_construction="
              + asked.shape().effort();
    };
  }

  private String time() {
    double seconds = estimate.time().toNanos() / 1e9;
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }

  private static String size(long bytes) {
    return bytes < MEGA
        ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / MEGA);
  }
}
