package dev.quiver.planner.operator;

import dev.quiver.planner.expression.Expression;
import dev.quiver.storage.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * For each row of the input, the rows of a table nearest to a vector of that row: one search for
 * many vectors, whose conditions are evaluated once.
 *
 * @param search its query is over the input's columns; nothing else of it depends on the row
 * @param queryText the query, for EXPLAIN
 * @param results over the input's columns and then the search's
 * @param kind INNER or LEFT: whether a row for which nothing is found is given alone
 */
record NearestJoinPlan(
    PlanNode input,
    VectorSearchPlan search,
    String queryText,
    List<Expression> results,
    JoinKind kind)
    implements PlanNode {
  NearestJoinPlan {
    results = List.copyOf(results);
  }

  @Override
  public List<DataType> columns() {
    List<DataType> types = new ArrayList<>(input.columns());
    types.addAll(resultTypes());
    return types;
  }

  List<DataType> resultTypes() {
    return results.stream().map(Expression::type).toList();
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return describe("exact");
  }

  @Override
  public String describe(ExecutionContext context) {
    return describe(search.method(context));
  }

  private String describe(String method) {
    return "VectorTopKJoin(" + search.what() + ", " + method + ", " + kind + ")";
  }

  @Override
  public List<String> details(ExecutionContext context) {
    List<String> details = new ArrayList<>();
    details.add("query: " + queryText);
    details.addAll(search.details(context, false));
    return details;
  }

  @Override
  public Operator open(ExecutionContext context) {
    return new NearestJoinOperator(this, context);
  }
}
