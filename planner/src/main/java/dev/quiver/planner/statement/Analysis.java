package dev.quiver.planner.statement;

import java.util.ArrayList;
import java.util.List;

/** Takes down what the queries of a statement did while EXPLAIN ANALYZE ran it. For one thread. */
final class Analysis {
  private final List<String> reports = new ArrayList<>();

  void report(String operators) {
    reports.add(operators);
  }

  /** The reports in order, a line per operator. */
  String text() {
    return String.join("", reports);
  }
}
