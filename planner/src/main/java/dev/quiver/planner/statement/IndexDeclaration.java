package dev.quiver.planner.statement;

import dev.quiver.functions.distance.Metric;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.CreateIndex;
import dev.quiver.storage.IndexDefinition;
import dev.quiver.storage.IndexMethod;
import dev.quiver.storage.TableVersion;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.VectorType;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What a CREATE INDEX asks for, checked against its table.
 *
 * @param column its name
 * @param lists how many partitions; 0 leaves it to the number of rows
 */
record IndexDeclaration(
    Optional<String> name,
    String column,
    int fieldId,
    IndexMethod method,
    Metric metric,
    int lists) {
  private static final Set<String> LATER_METHODS =
      Set.of("HNSW", "IVF_PQ", "BTREE", "BITMAP", "FULLTEXT");
  private static final Set<String> LATER_OPTIONS =
      Set.of("num_sub_vectors", "num_bits", "m", "ef_construction");

  static IndexDeclaration of(CreateIndex statement, TableVersion table) {
    if (statement.columns().size() != 1) {
      throw Positions.failure(
          statement.table(), ErrorCode.NOT_SUPPORTED, "an index on several columns");
    }
    SqlIdentifier written = statement.columns().get(0);
    checkIsBuilt(statement.kind().methodNode());
    Field field =
        table.schema().fields().get(TargetColumns.of(table.name(), table.schema(), written));
    IndexMethod method = method(statement, field);
    if (!(field.type() instanceof VectorType vector)) {
      throw Positions.failure(
          written,
          ErrorCode.TYPE_MISMATCH,
          "index on column " + field.name(),
          field.type(),
          "VECTOR");
    }
    if (vector.element() != VectorType.Element.FLOAT32) {
      throw Positions.failure(
          written, ErrorCode.NOT_SUPPORTED, "an index on a column of type " + vector);
    }
    try {
      return new IndexDeclaration(
          Optional.ofNullable(statement.nameNode()).map(SqlIdentifier::getSimple),
          field.name(),
          field.id(),
          method,
          metric(statement.kind().options()),
          lists(statement.kind().options()));
    } catch (QuiverException e) {
      throw Positions.at(statement.table(), e);
    }
  }

  IndexDefinition definition(String chosenName) {
    return new IndexDefinition(chosenName, fieldId, method, metric, lists);
  }

  private static void checkIsBuilt(@Nullable SqlIdentifier method) {
    if (method != null) {
      String name = method.getSimple().toUpperCase(Locale.ROOT);
      if (LATER_METHODS.contains(name)) {
        throw Positions.failure(method, ErrorCode.NOT_SUPPORTED, "CREATE INDEX USING " + name);
      }
    }
  }

  private static IndexMethod method(CreateIndex statement, Field field) {
    SqlIdentifier written = statement.kind().methodNode();
    if (written == null) {
      if (statement.kind().vector() || field.type() instanceof VectorType) {
        return IndexMethod.IVF_RQ;
      }
      throw Positions.failure(
          statement.columns().get(0), ErrorCode.NOT_SUPPORTED, "CREATE INDEX USING BTREE");
    }
    String name = written.getSimple().toUpperCase(Locale.ROOT);
    return IndexMethod.named(name)
        .orElseThrow(
            () ->
                Positions.failure(
                    written,
                    ErrorCode.INVALID_QUERY,
                    "unknown index method " + name + "; there are IVF_FLAT, IVF_RQ"));
  }

  private static Metric metric(Map<String, Object> options) {
    for (String option : options.keySet()) {
      if (LATER_OPTIONS.contains(option)) {
        throw new QuiverException(ErrorCode.NOT_SUPPORTED, "index option " + option);
      }
      if (!option.equals("metric") && !option.equals("num_partitions")) {
        throw invalid("unknown index option " + option + "; there are metric, num_partitions");
      }
    }
    Object metric = options.getOrDefault("metric", "cosine");
    return switch (String.valueOf(metric).toLowerCase(Locale.ROOT)) {
      case "l2" -> Metric.L2;
      case "cosine" -> Metric.COSINE;
      case "dot" -> Metric.NEGATIVE_INNER_PRODUCT;
      case "hamming" -> throw new QuiverException(ErrorCode.NOT_SUPPORTED, "index metric hamming");
      default ->
          throw invalid("index option metric = '" + metric + "': expected l2, cosine or dot");
    };
  }

  private static int lists(Map<String, Object> options) {
    Object value = options.get("num_partitions");
    if (value == null) {
      return 0;
    }
    Integer lists = whole(value);
    if (lists == null || lists < 1 || lists > IndexDefinition.MAX_LISTS) {
      throw invalid(
          "index option num_partitions = "
              + value
              + ": expected a whole number from 1 to "
              + IndexDefinition.MAX_LISTS);
    }
    return lists;
  }

  private static @Nullable Integer whole(Object value) {
    try {
      return value instanceof BigDecimal number ? number.intValueExact() : null;
    } catch (ArithmeticException fraction) {
      return null;
    }
  }

  private static QuiverException invalid(String what) {
    return new QuiverException(ErrorCode.INVALID_QUERY, what);
  }
}
