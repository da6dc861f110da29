package dev.quiver.storage;

import dev.quiver.functions.distance.Metric;
import dev.quiver.storage.format.Envelope;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How an index finds the vectors near a query. */
public enum IndexMethod {
  /** Lists of k-means; the vectors of the lists looked at are compared exactly. */
  IVF_FLAT,
  /**
   * Lists of k-means, a bit per element and a bound on the error; exact for what the bound leaves.
   */
  IVF_RQ,
  /** Lists of k-means, parts of residuals rounded to words of a codebook; exact for the rest. */
  IVF_PQ,
  /** A graph of neighbours over each fragment, walked from row to row; all distances are exact. */
  HNSW;

  /** What feature flags for readers a manifest with such an index has besides that of indexes. */
  public long readerFlags() {
    return switch (this) {
      case IVF_FLAT, IVF_RQ -> 0;
      case IVF_PQ -> Envelope.CODEBOOKS;
      case HNSW -> Envelope.GRAPHS;
    };
  }

  /**
   * Whether there is such an index for a metric. Bits are not estimated: a row takes no more room
   * than a code of its would.
   */
  public boolean serves(Metric metric) {
    return switch (metric) {
      case L2, COSINE, NEGATIVE_INNER_PRODUCT -> true;
      case HAMMING -> !estimates();
      case L2_SQUARED, L1, JACCARD -> false;
    };
  }

  /** Whether rows are found by walking a graph, not by lists. */
  public boolean usesGraphs() {
    return this == HNSW;
  }

  /** Whether it estimates distances before rows are compared. */
  public boolean estimates() {
    return this == IVF_RQ || this == IVF_PQ;
  }

  /** All names in SQL, with commas. */
  public static String names() {
    return Arrays.stream(values()).map(IndexMethod::name).collect(Collectors.joining(", "));
  }

  /** By the name in SQL. */
  public static Optional<IndexMethod> named(String name) {
    for (IndexMethod method : values()) {
      if (method.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
