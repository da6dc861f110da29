package dev.quiver.planner.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.StatementControl;
import dev.quiver.storage.type.SimpleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries over random rows with NULLs against plain Java collections. */
class QueriesTest {
  private record Row(int id, Integer k, Long x, String s) {}

  private final List<Row> left = new ArrayList<>();
  private final List<Row> right = new ArrayList<>();
  private final MemoryTable table = table("t", left, 400, 1);
  private final SqlHarness sql = new SqlHarness().table(table).table(table("u", right, 150, 2));

  private static MemoryTable table(String name, List<Row> rows, int count, int seed) {
    Random random = new Random(seed);
    MemoryTable table =
        new MemoryTable(
            name,
            SqlHarness.schema(
                "id", SimpleType.INTEGER,
                "k", SimpleType.INTEGER,
                "x", SimpleType.BIGINT,
                "s", SimpleType.VARCHAR));
    List<Object[]> fragment = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Row row =
          new Row(
              i,
              random.nextInt(8) == 0 ? null : random.nextInt(20),
              random.nextInt(8) == 0 ? null : (long) random.nextInt(50),
              random.nextInt(8) == 0 ? null : "s" + random.nextInt(12));
      boolean deleted = i % 11 == 5;
      fragment.add(new Object[] {row.id, row.k, row.x, row.s});
      if (!deleted) {
        rows.add(row);
      }
      if (fragment.size() == 40) {
        int first = i - 39;
        table.fragment(
            fragment,
            IntStream.range(0, 40)
                .filter(j -> (first + j) % 11 == 5)
                .boxed()
                .collect(Collectors.toSet()));
        fragment = new ArrayList<>();
      }
    }
    int first = count - fragment.size();
    table.fragment(
        fragment,
        IntStream.range(0, fragment.size())
            .filter(j -> (first + j) % 11 == 5)
            .boxed()
            .collect(Collectors.toSet()));
    return table;
  }

  private static List<Object> list(Object... values) {
    return Arrays.asList(values);
  }

  @Test
  void scansLiveRowsOnly() {
    assertThat(sql.rows("SELECT id FROM t")).isEqualTo(left.stream().map(r -> list(r.id)).toList());
  }

  @Test
  void filters() {
    assertThat(sql.rows("SELECT id, s FROM t WHERE k > 5 AND x < 30 AND s <> 's3'"))
        .isEqualTo(
            left.stream()
                .filter(r -> r.k != null && r.k > 5 && r.x != null && r.x < 30)
                .filter(r -> r.s != null && !r.s.equals("s3"))
                .map(r -> list(r.id, r.s))
                .toList());
    assertThat(sql.rows("SELECT id FROM t WHERE NOT (k > 5 OR x IS NULL)"))
        .isEqualTo(
            left.stream()
                .filter(r -> r.k != null && r.k <= 5 && r.x != null)
                .map(r -> list(r.id))
                .toList());
  }

  @Test
  void prunesFragmentsAndLoadsLate() {
    PhysicalPlan plan = sql.plan("SELECT s FROM t WHERE id BETWEEN 100 AND 104");
    ExecutionContext context = SqlHarness.context().measured();
    table.valuesLoaded = 0;

    assertThat(SqlHarness.rows(plan, context)).hasSize(4);
    assertThat(plan.analysis(context)).contains("fragments read=1, fragments pruned=10");
    assertThat(table.valuesLoaded).isLessThan(60);
  }

  @Test
  void limitsStopPulling() {
    table.valuesLoaded = 0;
    assertThat(sql.rows("SELECT id FROM t LIMIT 3 OFFSET 2"))
        .isEqualTo(left.stream().skip(2).limit(3).map(r -> list(r.id)).toList());
    assertThat(table.valuesLoaded).isLessThan(20);
    assertThat(sql.rows("SELECT id FROM t LIMIT 0")).isEmpty();
    assertThatThrownBy(() -> sql.rows("SELECT id FROM t LIMIT ?", -1))
        .hasMessage("LIMIT: -1 does not fit 0 and more");
  }

  @Test
  void sortsStably() {
    Comparator<Row> byKey =
        Comparator.comparing((Row r) -> r.k, Comparator.nullsLast(Comparator.naturalOrder()));
    Comparator<Row> byText =
        Comparator.comparing(
            (Row r) -> r.s, Comparator.nullsFirst(Comparator.<String>naturalOrder().reversed()));
    List<List<Object>> expected =
        left.stream().sorted(byKey.thenComparing(byText)).map(r -> list(r.id)).toList();

    String query = "SELECT id FROM t ORDER BY k, s DESC NULLS FIRST";
    assertThat(sql.rows(query)).isEqualTo(expected);
    assertThat(sql.rows(query + " LIMIT 7 OFFSET 3")).isEqualTo(expected.subList(3, 10));
    assertThat(sql.rows(query + " LIMIT 1000 OFFSET 350"))
        .isEqualTo(expected.subList(350, expected.size()));
  }

  @Test
  void groups() {
    TreeMap<String, List<Object>> expected = new TreeMap<>();
    left.stream()
        .collect(Collectors.groupingBy(r -> String.valueOf(r.s)))
        .forEach(
            (s, rows) -> {
              List<Long> xs = rows.stream().map(Row::x).filter(Objects::nonNull).toList();
              expected.put(
                  s,
                  list(
                      s.equals("null") ? null : s,
                      (long) rows.size(),
                      (long) xs.size(),
                      xs.stream().distinct().count(),
                      xs.stream().mapToLong(x -> x).sum(),
                      xs.stream().min(Comparator.naturalOrder()).orElse(null),
                      xs.stream().max(Comparator.naturalOrder()).orElse(null),
                      xs.stream().mapToLong(x -> x).average().orElse(0),
                      rows.stream().filter(r -> r.k != null && r.k > 10).count()));
            });
    List<List<Object>> rows =
        sql.rows(
            "SELECT s, COUNT(*), COUNT(x), COUNT(DISTINCT x), SUM(x), MIN(x), MAX(x), AVG(x),"
                + " COUNT(*) FILTER (WHERE k > 10) FROM t GROUP BY s");

    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected.values());
  }

  @Test
  void groupsBySeveralKeysAndHaving() {
    var expected =
        left.stream()
            .collect(Collectors.groupingBy(r -> list(r.s, r.k), Collectors.counting()))
            .entrySet()
            .stream()
            .filter(e -> e.getValue() > 2)
            .map(e -> list(e.getKey().get(0), e.getKey().get(1), e.getValue()))
            .toList();

    assertThat(sql.rows("SELECT s, k, COUNT(*) FROM t GROUP BY s, k HAVING COUNT(*) > 2"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aggregatesNothing() {
    assertThat(sql.rows("SELECT COUNT(*), SUM(x), MIN(s) FROM t WHERE id < 0"))
        .containsExactly(list(0L, null, null));
    assertThat(sql.rows("SELECT s, COUNT(*) FROM t WHERE id < 0 GROUP BY s")).isEmpty();
  }

  @Test
  void distinctAndSetOperations() {
    Set<String> here = left.stream().map(r -> String.valueOf(r.s)).collect(Collectors.toSet());
    assertThat(sql.rows("SELECT DISTINCT s FROM t")).hasSameSizeAs(here);
    assertThat(sql.rows("SELECT k FROM t UNION SELECT k FROM u")).hasSize(21);
    assertThat(sql.rows("SELECT k FROM t UNION ALL SELECT k FROM u"))
        .hasSize(left.size() + right.size());
    assertThat(sql.rows("SELECT id FROM t INTERSECT SELECT id FROM u")).hasSameSizeAs(right);
    assertThat(sql.rows("SELECT id FROM t EXCEPT SELECT id FROM u"))
        .hasSize(left.size() - right.size());
    assertThat(sql.rows("SELECT x FROM (VALUES (1), (NULL), (3)) AS v (x)"))
        .containsExactly(list(1), list((Object) null), list(3));
  }

  @Test
  void joins() {
    assertThat(sql.rows("SELECT t.id, u.id FROM t JOIN u ON t.k = u.k AND t.x < u.x"))
        .isEqualTo(pairs(false));
    assertThat(sql.rows("SELECT t.id, u.id FROM t LEFT JOIN u ON t.k = u.k AND t.x < u.x"))
        .containsExactlyInAnyOrderElementsOf(pairs(true));
    assertThat(sql.rows("SELECT t.id, u.id FROM t JOIN u ON t.id < u.id - 140"))
        .isEqualTo(
            left.stream()
                .flatMap(
                    l -> right.stream().filter(r -> l.id < r.id - 140).map(r -> list(l.id, r.id)))
                .toList());
    assertThat(sql.rows("SELECT t.id, u.id FROM t FULL JOIN u ON t.s = u.s AND t.k = u.k"))
        .hasSizeGreaterThanOrEqualTo(left.size());
    assertThat(sql.rows("SELECT COUNT(*) FROM t CROSS JOIN u"))
        .containsExactly(list((long) left.size() * right.size()));
  }

  private List<List<Object>> pairs(boolean outer) {
    List<List<Object>> pairs = new ArrayList<>();
    for (Row l : left) {
      int before = pairs.size();
      for (Row r : right) {
        if (l.k != null && l.k.equals(r.k) && l.x != null && r.x != null && l.x < r.x) {
          pairs.add(list(l.id, r.id));
        }
      }
      if (outer && pairs.size() == before) {
        pairs.add(list(l.id, null));
      }
    }
    return pairs;
  }

  @Test
  void rightJoinKeepsRightRows() {
    long unmatched =
        right.stream()
            .filter(r -> left.stream().noneMatch(l -> l.k != null && l.k.equals(r.k)))
            .count();
    assertThat(sql.rows("SELECT u.id FROM t RIGHT JOIN u ON t.k = u.k WHERE t.id IS NULL"))
        .hasSize((int) unmatched);
  }

  @Test
  void subqueries() {
    assertThat(sql.rows("SELECT id FROM t WHERE x = (SELECT MAX(x) FROM t)"))
        .isEqualTo(
            left.stream().filter(r -> r.x != null && r.x == 49).map(r -> list(r.id)).toList());
    assertThat(sql.rows("SELECT id FROM t WHERE id IN (SELECT id FROM u WHERE k = 3)"))
        .containsExactlyInAnyOrderElementsOf(
            right.stream().filter(r -> r.k != null && r.k == 3).map(r -> list(r.id)).toList());
    assertThat(sql.rows("SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.id)"))
        .hasSize(right.size());
    assertThat(sql.rows("SELECT id FROM t WHERE id NOT IN (SELECT id FROM u)"))
        .hasSize(left.size() - right.size());
    assertThatThrownBy(() -> sql.rows("SELECT (SELECT id FROM u) FROM t"))
        .hasMessage("a subquery used as a value gave more than one row");
  }

  @Test
  void cancelling() {
    StatementControl control = StatementControl.unlimited();
    table.onRead = control::cancel;
    PhysicalPlan plan = sql.plan("SELECT SUM(a.x) FROM t a, t b, t c, t d");

    assertThatThrownBy(() -> SqlHarness.rows(plan, SqlHarness.context(control)))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
  }

  @Test
  void plansRunAgainAndAtOnce() {
    PhysicalPlan plan = sql.plan("SELECT s, COUNT(*) FROM t WHERE k < ? GROUP BY s ORDER BY s");
    List<List<Object>> all = SqlHarness.rows(plan, SqlHarness.context(100));
    List<List<Object>> few = SqlHarness.rows(plan, SqlHarness.context(1));

    assertThat(all).hasSizeGreaterThan(few.size());
    assertThat(
            IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> SqlHarness.rows(plan, SqlHarness.context(100))))
        .allMatch(all::equals);
  }

  @Test
  void windowsAreNamedAsMissing() {
    assertThatThrownBy(() -> sql.plan("SELECT ROW_NUMBER() OVER (ORDER BY id) FROM t"))
        .hasMessage("a window function (OVER) is not supported");
  }
}
