package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subqueries that name rows of queries further out than the one they stand in. */
class NestedSubQueriesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT s.a, n.b, n.k FROM s, LATERAL (SELECT x.a AS b, (SELECT y.a FROM s y WHERE y.a = s.a) AS k FROM s x) n"
            + " | 1 1 1, 1 2 1, 1 3 1, 2 1 2, 2 2 2, 2 3 2, 3 1 3, 3 2 3, 3 3 3",
        "SELECT s.a, n.b, n.k FROM s, LATERAL (SELECT x.a AS b, (SELECT SUM(y.a) FROM s y WHERE y.a = s.a AND y.a < x.a) AS k FROM s x) n"
            + " | 1 1 null, 1 2 1, 1 3 1, 2 1 null, 2 2 null, 2 3 2, 3 1 null, 3 2 null, 3 3 null",
        "SELECT s.a, (SELECT SUM((SELECT y.a FROM s y WHERE y.a = s.a)) FROM s x) FROM s"
            + " | 1 3, 2 6, 3 9",
        "SELECT s.a, (SELECT SUM(x.a) FROM s x WHERE x.a IN (SELECT y.a FROM s y WHERE y.a >= s.a)) FROM s"
            + " | 1 6, 2 5, 3 3",
        "SELECT s.a, n.b FROM s, LATERAL (SELECT x.a AS b FROM s x WHERE x.a IN (SELECT y.a FROM s y WHERE y.a >= s.a)) n"
            + " | 1 1, 1 2, 1 3, 2 2, 2 3, 3 3",
        "SELECT s.a, (SELECT COUNT(*) FROM s x WHERE x.a = (SELECT MAX(y.a) FROM s y WHERE y.a <= s.a)) FROM s"
            + " | 1 1, 2 1, 3 1",
        "SELECT s.a, n.b FROM s, LATERAL (SELECT x.a AS b FROM s x WHERE x.a = (SELECT MAX(y.a) FROM s y WHERE y.a <= s.a)) n"
            + " | 1 1, 2 2, 3 3",
        "SELECT s.a, (SELECT COUNT(*) FROM s x WHERE EXISTS (SELECT 1 FROM s y WHERE y.a > s.a AND y.a < x.a)) FROM s"
            + " | 1 1, 2 0, 3 0",
        "SELECT s.a, (SELECT COUNT(*) FROM s x WHERE x.a NOT IN (SELECT y.a FROM s y WHERE y.a = s.a)) FROM s"
            + " | 1 2, 2 2, 3 2",
        "SELECT s.a FROM s WHERE EXISTS (SELECT 1 FROM s x WHERE x.a > s.a AND x.a IN (SELECT y.a FROM s y WHERE y.a <> s.a + 1))"
            + " | 1",
        "SELECT s.a, (SELECT MAX(x.a) FROM s x WHERE x.a < s.a), (SELECT MIN(x.a) FROM s x WHERE x.a > s.a) FROM s"
            + " | 1 null 2, 2 1 3, 3 2 null",
        "SELECT q.a, n.a FROM s q, LATERAL (SELECT t.a FROM s t ORDER BY t.v <-> (SELECT b.v FROM s b WHERE b.a = q.a) LIMIT 1) n"
            + " | 1 1, 2 2, 3 3",
      })
  void meanTheRowsTheyName(String sql, String rows) {
    try (TestSession db = TestSession.inMemory()) {
      db.run("CREATE TABLE s (a INTEGER, v VECTOR(2))");
      db.run("INSERT INTO s VALUES (1, '[1,0]'), (2, '[5,0]'), (3, '[9,9]')");
      assertThat(
              db.rows(sql).stream()
                  .map(r -> String.join(" ", r.stream().map(String::valueOf).toList()))
                  .sorted()
                  .toList())
          .isEqualTo(List.of(rows.split(", ")));
    }
  }
}
