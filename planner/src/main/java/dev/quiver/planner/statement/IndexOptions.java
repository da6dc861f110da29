package dev.quiver.planner.statement;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.CreateIndex;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.IndexParameters;
import dev.quiver.storage.graph.GraphShape;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * What WITH (…) of a CREATE INDEX asks for, checked against what the methods have.
 *
 * @param methods those that have all options written
 */
record IndexOptions(Metric metric, IndexParameters parameters, List<IndexMethod> methods) {
  private static final String METRIC = "metric";
  private static final String PARTITIONS = "num_partitions";
  private static final String NEIGHBOURS = "m";
  private static final String EFFORT = "ef_construction";
  private static final String PARTS = "num_sub_vectors";
  private static final String BITS = "num_bits";

  IndexOptions {
    methods = List.copyOf(methods);
  }

  /**
   * @param methods one, or those to choose from
   * @param type the column's
   * @throws QuiverException INVALID_QUERY, NOT_SUPPORTED, where the option stands
   */
  static IndexOptions of(List<IndexMethod> methods, VectorType type, CreateIndex.Options written) {
    List<IndexMethod> able = methods;
    for (String option : written.values().keySet()) {
      List<IndexMethod> with = able.stream().filter(one -> names(one).contains(option)).toList();
      if (with.isEmpty()) {
        throw placed(written, option, unknown(option, able));
      }
      able = with;
    }
    Reader reader = new Reader(written);
    return new IndexOptions(
        reader.metric(type),
        new IndexParameters(
            reader.whole(PARTITIONS, 1, IndexParameters.MAX_LISTS),
            reader.whole(NEIGHBOURS, GraphShape.LEAST_NEIGHBOURS, GraphShape.MOST_NEIGHBOURS),
            reader.whole(EFFORT, GraphShape.LEAST_EFFORT, GraphShape.MOST_EFFORT),
            reader.whole(PARTS, 1, Math.min(type.dimension(), IndexParameters.MAX_PARTS)),
            reader.bits()),
        able);
  }

  private static QuiverException unknown(String option, List<IndexMethod> able) {
    Set<String> known = new LinkedHashSet<>();
    able.forEach(one -> known.addAll(names(one)));
    boolean all = able.size() == IndexMethod.values().length;
    return invalid(
        "unknown option "
            + option
            + (all ? " of an index" : " of an index by " + names(able))
            + "; there are "
            + String.join(", ", known));
  }

  private static String names(List<IndexMethod> methods) {
    return methods.stream().map(IndexMethod::name).collect(Collectors.joining(" or "));
  }

  private static List<String> names(IndexMethod method) {
    return switch (method) {
      case IVF_FLAT, IVF_RQ -> List.of(METRIC, PARTITIONS);
      case IVF_PQ -> List.of(METRIC, PARTITIONS, PARTS, BITS);
      case HNSW -> List.of(METRIC, NEIGHBOURS, EFFORT);
    };
  }

  private static QuiverException invalid(String what) {
    return new QuiverException(ErrorCode.INVALID_QUERY, what);
  }

  private static QuiverException placed(
      CreateIndex.Options written, String option, QuiverException failure) {
    SqlIdentifier node = written.nodes().get(option);
    return node == null ? failure : Positions.at(node, failure);
  }

  /** Reads single options. */
  private record Reader(CreateIndex.Options written) {
    Metric metric(VectorType type) {
      boolean bits = type.element() == VectorType.Element.BIT;
      Object value = written.values().getOrDefault(METRIC, bits ? "hamming" : "cosine");
      Metric metric =
          switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
            case "l2" -> Metric.L2;
            case "cosine" -> Metric.COSINE;
            case "dot" -> Metric.NEGATIVE_INNER_PRODUCT;
            case "hamming" -> Metric.HAMMING;
            case "jaccard" ->
                throw placed(
                    written,
                    METRIC,
                    new QuiverException(ErrorCode.NOT_SUPPORTED, "index metric " + value));
            default ->
                throw wrong(
                    METRIC, "index option metric = '" + value + "': expected " + expected(bits));
          };
      if (metric.overBits() != bits) {
        throw wrong(
            METRIC,
            "index option metric = '%s' on a column of type %s: expected %s"
                .formatted(value, type, expected(bits)));
      }
      return metric;
    }

    private static String expected(boolean bits) {
      return bits ? "hamming" : "l2, cosine or dot";
    }

    int bits() {
      Object value = written.values().get(BITS);
      if (value != null
          && !value.equals(BigDecimal.valueOf(4))
          && !value.equals(BigDecimal.valueOf(8))) {
        throw wrong(BITS, "index option num_bits = " + value + ": expected 4 or 8");
      }
      return whole(BITS, 4, 8);
    }

    /** A number; 0 if it is not given. */
    int whole(String option, int least, int most) {
      Object value = written.values().get(option);
      if (value == null) {
        return 0;
      }
      if (value instanceof BigDecimal number
          && number.stripTrailingZeros().scale() <= 0
          && number.compareTo(BigDecimal.valueOf(least)) >= 0
          && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
        return number.intValueExact();
      }
      throw wrong(
          option,
          "index option "
              + option
              + " = "
              + value
              + ": expected a whole number from "
              + least
              + " to "
              + most);
    }

    private QuiverException wrong(String option, String what) {
      return placed(written, option, invalid(what));
    }
  }
}
