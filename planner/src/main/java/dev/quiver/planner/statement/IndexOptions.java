package dev.quiver.planner.statement;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.IndexParameters;
import dev.quiver.storage.graph.GraphShape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What WITH (…) of a CREATE INDEX asks for, checked against what the method has. */
record IndexOptions(Metric metric, IndexParameters parameters) {
  private static final String METRIC = "metric";
  private static final String PARTITIONS = "num_partitions";
  private static final String NEIGHBOURS = "m";
  private static final String EFFORT = "ef_construction";
  private static final String PARTS = "num_sub_vectors";
  private static final String BITS = "num_bits";

  /**
   * @throws QuiverException INVALID_QUERY, NOT_SUPPORTED
   */
  static IndexOptions of(IndexMethod method, int dimension, Map<String, Object> written) {
    List<String> known = names(method);
    for (String option : written.keySet()) {
      if (!known.contains(option)) {
        throw invalid(
            "unknown option "
                + option
                + " of an index by "
                + method
                + "; there are "
                + String.join(", ", known));
      }
    }
    return new IndexOptions(
        metric(written.getOrDefault(METRIC, "cosine")),
        new IndexParameters(
            whole(written, PARTITIONS, 1, IndexParameters.MAX_LISTS),
            whole(written, NEIGHBOURS, GraphShape.LEAST_NEIGHBOURS, GraphShape.MOST_NEIGHBOURS),
            whole(written, EFFORT, GraphShape.LEAST_EFFORT, GraphShape.MOST_EFFORT),
            whole(written, PARTS, 1, Math.min(dimension, IndexParameters.MAX_PARTS)),
            bits(written)));
  }

  private static List<String> names(IndexMethod method) {
    return switch (method) {
      case IVF_FLAT, IVF_RQ -> List.of(METRIC, PARTITIONS);
      case IVF_PQ -> List.of(METRIC, PARTITIONS, PARTS, BITS);
      case HNSW -> List.of(METRIC, NEIGHBOURS, EFFORT);
    };
  }

  private static int bits(Map<String, Object> written) {
    Object value = written.get(BITS);
    if (value != null
        && !value.equals(BigDecimal.valueOf(4))
        && !value.equals(BigDecimal.valueOf(8))) {
      throw invalid("index option num_bits = " + value + ": expected 4 or 8");
    }
    return whole(written, BITS, 4, 8);
  }

  private static Metric metric(Object written) {
    return switch (String.valueOf(written).toLowerCase(Locale.ROOT)) {
      case "l2" -> Metric.L2;
      case "cosine" -> Metric.COSINE;
      case "dot" -> Metric.NEGATIVE_INNER_PRODUCT;
      case "hamming" -> throw new QuiverException(ErrorCode.NOT_SUPPORTED, "index metric hamming");
      default ->
          throw invalid("index option metric = '" + written + "': expected l2, cosine or dot");
    };
  }

  /** A number; 0 if it is not given. */
  private static int whole(Map<String, Object> written, String option, int least, int most) {
    Object value = written.get(option);
    if (value == null) {
      return 0;
    }
    if (value instanceof BigDecimal number
        && number.stripTrailingZeros().scale() <= 0
        && number.compareTo(BigDecimal.valueOf(least)) >= 0
        && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
      return number.intValueExact();
    }
    throw invalid(
        "index option "
            + option
            + " = "
            + value
            + ": expected a whole number from "
            + least
            + " to "
            + most);
  }

  private static QuiverException invalid(String what) {
    return new QuiverException(ErrorCode.INVALID_QUERY, what);
  }
}
