package dev.quiver.sqltests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL.md §4, Vector search, as far as it goes without indexes. */
class SqlContractVectorSearchTest extends ContractTest {
  /** Eight documents: 1 to 5 ever farther from (1, 0), 6 the zero vector, 7 and 8 without one. */
  @BeforeEach
  void makeDocs() throws SQLException {
    db.run(
        "CREATE TABLE docs (id INTEGER PRIMARY KEY, text VARCHAR, source VARCHAR,"
            + " ts TIMESTAMP DEFAULT TIMESTAMP '2024-01-01 00:00:00', embedding VECTOR(2))",
        "INSERT INTO docs (id, text, source, embedding) VALUES"
            + " (1, 'one', 'wikipedia', '[1, 0]'), (2, 'two', 'wikipedia', '[1, 0.1]'),"
            + " (3, 'three', 'news', '[1, 0.5]'), (4, 'four', 'wikipedia', '[1, 2]'),"
            + " (5, 'five', 'news', '[-1, 3]'), (6, 'zero', 'news', '[0, 0]'),"
            + " (7, 'none', 'wikipedia', NULL), (8, 'none too', 'news', NULL)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "L2_DISTANCE          ; 5",
        "L2_SQUARED_DISTANCE  ; 25",
        "COSINE_DISTANCE      ; 0.04",
        "COSINE_SIMILARITY    ; 0.96",
        "INNER_PRODUCT        ; 24",
        "NEGATIVE_INNER_PRODUCT ; -24",
        "L1_DISTANCE          ; 5",
      })
  @DisplayName("Functions, each over (vector, vector)")
  void eachFunctionComputes(String function, double expected) throws SQLException {
    String sql =
        function.startsWith("L")
            ? "SELECT " + function + "(VECTOR '[1, 2]', VECTOR '[4, 6]')"
            : "SELECT " + function + "(VECTOR '[3, 4]', VECTOR '[4, 3]')";
    double l1 = function.equals("L1_DISTANCE") ? 7 : expected;
    assertThat((Double) db.value(sql)).isCloseTo(l1, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"HAMMING_DISTANCE, 3", "JACCARD_DISTANCE, 0.75"})
  @DisplayName("`HAMMING_DISTANCE`, `JACCARD_DISTANCE` (over VECTOR(n, BIT))")
  void eachFunctionOverBitsComputes(String function, double expected) throws SQLException {
    db.run("CREATE TABLE b (x VECTOR(8, BIT), y VECTOR(8, BIT))");
    db.update("INSERT INTO b VALUES (?, ?)", new byte[] {0b0011}, new byte[] {0b1110});
    assertThat(((Number) db.value("SELECT " + function + "(x, y) FROM b")).doubleValue())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "COSINE, COSINE_DISTANCE",
    "EUCLIDEAN, L2_DISTANCE",
    "DOT, NEGATIVE_INNER_PRODUCT",
    "MANHATTAN, L1_DISTANCE"
  })
  @DisplayName("`VECTOR_DISTANCE(a, b, COSINE | EUCLIDEAN | DOT | …)`")
  void theMetricMayBeAWord(String metric, String function) throws SQLException {
    String arguments = "embedding, VECTOR '[2, 1]'";
    assertThat(db.rows("SELECT VECTOR_DISTANCE(" + arguments + ", " + metric + ") FROM docs"))
        .isEqualTo(db.rows("SELECT " + function + "(" + arguments + ") FROM docs"));
    db.refuses("SELECT VECTOR_DISTANCE(" + arguments + ", HAPPY) FROM docs", "42000", "HAPPY");
  }

  @ParameterizedTest
  @CsvSource({
    "<->, L2_DISTANCE",
    "<=>, COSINE_DISTANCE",
    "<#>, NEGATIVE_INNER_PRODUCT",
    "<+>, L1_DISTANCE"
  })
  @DisplayName("pgvector's operators `<->`, `<=>`, `<#>`, `<+>`")
  void eachOperatorIsItsFunction(String operator, String function) throws SQLException {
    assertThat(db.rows("SELECT id, embedding " + operator + " '[2, 1]' FROM docs"))
        .isEqualTo(db.rows("SELECT id, " + function + "(embedding, '[2, 1]') FROM docs"));
  }

  @ParameterizedTest
  @CsvSource({"<~>, HAMMING_DISTANCE", "<%>, JACCARD_DISTANCE"})
  @DisplayName("`<~>` (Hamming), `<%>` (Jaccard)")
  void eachOperatorOverBitsIsItsFunction(String operator, String function) throws SQLException {
    db.run("CREATE TABLE b (id INTEGER, x VECTOR(16, BIT))");
    byte[] query = {1, 3};
    for (int i = 0; i < 4; i++) {
      db.update("INSERT INTO b VALUES (?, ?)", i, new byte[] {(byte) (i * 5), (byte) (7 - i)});
    }
    List<String> byOperator = db.rows("SELECT id, x " + operator + " ? FROM b", query);
    assertThat(byOperator).hasSize(4);
    assertThat(db.rows("SELECT id, " + function + "(x, ?) FROM b", query)).isEqualTo(byOperator);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "VECTOR_DIMS(VECTOR '[1, 2, 3]')                     ; 3",
        "VECTOR_NORM(VECTOR '[3, 4]')                        ; 5.0",
        "VECTOR_NORM(L2_NORMALIZE(VECTOR '[0, 4]'))          ; 1.0",
        "SUBVECTOR(VECTOR '[1, 2, 3, 4]', 2, 2) <-> '[2, 3]' ; 0.0",
        "(VECTOR '[1, 2]' + VECTOR '[3, 4]') <-> '[4, 6]'    ; 0.0",
        "(VECTOR '[1, 2]' - VECTOR '[3, 5]') <-> '[-2, -3]'  ; 0.0",
        "(VECTOR '[1, 2]' * VECTOR '[3, 4]') <-> '[3, 8]'    ; 0.0",
      })
  @DisplayName("`VECTOR_DIMS`, `VECTOR_NORM`, `L2_NORMALIZE`, `SUBVECTOR`, vector `+ - *`")
  void vectorsAreComputedWith(String expression, String expected) throws SQLException {
    assertThat(db.value("SELECT " + expression)).hasToString(expected);
  }

  @Test
  @DisplayName("`AVG(vector)`, `SUM(vector)`")
  void vectorsAreAggregated() throws SQLException {
    assertThat(db.value("SELECT SUM(embedding) FROM docs WHERE id IN (1, 4, 7)"))
        .isEqualTo(new float[] {2, 2});
    assertThat(db.value("SELECT AVG(embedding) FROM docs WHERE id IN (1, 4, 7)"))
        .isEqualTo(new float[] {1, 1});
    assertThat(db.rows("SELECT source, VECTOR_DIMS(AVG(embedding)) FROM docs GROUP BY source"))
        .containsExactlyInAnyOrder("wikipedia|2", "news|2");
  }

  @Test
  @DisplayName("the query of the manual")
  void theQueryOfTheManual() throws SQLException {
    assertThat(
            db.rows(
                "SELECT id, text, embedding <=> ? AS d FROM docs\n"
                    + "WHERE source = 'wikipedia' AND ts > TIMESTAMP '2023-11-14 22:13:20'"
                    + " AND LENGTH(text) < 1000\n"
                    + "ORDER BY d LIMIT 10",
                (Object) new float[] {1, 0}))
        .hasSize(4)
        .first()
        .isEqualTo("1|one|0.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM docs WHERE source = 'news' ORDER BY embedding <=> Q LIMIT 2",
        "SELECT id FROM docs WHERE source = 'news' ORDER BY COSINE_DISTANCE(embedding, Q) LIMIT 2",
        "SELECT id FROM docs WHERE source = 'news' ORDER BY COSINE_DISTANCE(Q, embedding) LIMIT 2",
        "SELECT id, embedding <=> Q AS d FROM docs WHERE source = 'news' ORDER BY d LIMIT 2",
        "SELECT id, embedding <=> Q FROM docs WHERE source = 'news' ORDER BY 2 LIMIT 2",
        "SELECT id, embedding <=> Q AS d FROM docs WHERE source = 'news'"
            + " ORDER BY d FETCH FIRST 2 ROWS ONLY",
        "SELECT id FROM docs WHERE source = 'news' ORDER BY COSINE_SIMILARITY(embedding, Q) DESC"
            + " LIMIT 2",
        "SELECT id FROM docs WHERE source = 'news' ORDER BY 1 - (embedding <=> Q) DESC LIMIT 2",
        "SELECT id FROM docs WHERE source = 'news'"
            + " ORDER BY VECTOR_DISTANCE(embedding, Q, COSINE) LIMIT 2",
        "SELECT id FROM (SELECT * FROM docs WHERE source = 'news') x ORDER BY embedding <=> Q LIMIT 2",
        "SELECT id FROM (SELECT id, source, embedding <=> Q AS d FROM docs) x"
            + " WHERE source = 'news' ORDER BY d LIMIT 2",
        "WITH x AS (SELECT id, embedding <=> Q AS d FROM docs WHERE source = 'news')"
            + " SELECT id FROM x ORDER BY d LIMIT 2",
        "SELECT x.id FROM (SELECT id FROM docs WHERE source = 'news' ORDER BY embedding <=> Q LIMIT 2) x"
            + " JOIN docs y ON x.id = y.id ORDER BY x.id",
        "SELECT id FROM (SELECT id FROM docs WHERE source = 'news' ORDER BY embedding <=> Q LIMIT 2) x"
            + " UNION ALL SELECT id FROM docs WHERE id < 0",
      })
  @DisplayName("However the query spells it …, the plan is one filtered … scan. EXPLAIN shows it")
  void everySpellingIsOneScan(String sql) throws SQLException {
    for (String vector : List.of("'[1, 0]'", "VECTOR '[1, 0]'", "ARRAY[1, 0]")) {
      String spelled = sql.replace("Q", vector);
      assertThat(db.explain(spelled)).as(spelled).containsOnlyOnce("VectorTopK");
      assertThat(db.rows(spelled)).as(spelled).extracting(row -> row.charAt(0)).contains('3', '5');
    }
  }

  @Test
  @DisplayName("… with OFFSET")
  void anOffsetSkipsTheNearest() throws SQLException {
    String sql = "SELECT id FROM docs ORDER BY embedding <-> '[1, 0]' LIMIT 2 OFFSET 1";
    assertThat(db.explain(sql)).contains("VectorTopK");
    assertThat(db.rows(sql)).containsExactly("2", "3");
  }

  private static final String ABOVE_A_JOIN =
      "SELECT d.id FROM docs d JOIN (VALUES ('news')) AS s (name) ON d.source = s.name"
          + " ORDER BY d.embedding <=> '[1, 0]' LIMIT 2";
  private static final String ABOVE_A_UNION =
      "SELECT id FROM (SELECT id, embedding FROM docs WHERE source = 'news'"
          + " UNION ALL SELECT id, embedding FROM docs AS OF VERSION 1)"
          + " ORDER BY embedding <=> '[1, 0]' LIMIT 2";

  @ParameterizedTest
  @ValueSource(strings = {ABOVE_A_JOIN, ABOVE_A_UNION})
  @DisplayName("… in … a join or a UNION: the nearest are found")
  void aSearchAboveAJoinOrAUnionIsRight(String sql) throws SQLException {
    assertThat(db.rows(sql)).containsExactly("3", "5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ABOVE_A_JOIN,
        ABOVE_A_UNION,
        "SELECT d.id, e.id FROM docs d LEFT JOIN docs e ON d.id = e.id + 1"
            + " WHERE d.source = 'news' ORDER BY d.embedding <=> '[1, 0]' LIMIT 2"
      })
  @DisplayName("… in … a join or a UNION …, the plan is one filtered … scan")
  void aSearchAboveAJoinOrAUnionIsOneScan(String sql) throws SQLException {
    assertThat(db.explain(sql)).contains("VectorTopK");
    assertThat(db.rows(sql)).extracting(row -> row.charAt(0)).containsExactly('3', '5');
  }

  @Test
  @DisplayName(
      "**LIMIT k is a promise**: the k best of the rows that satisfy the whole WHERE clause")
  void theLimitIsAPromise() throws SQLException {
    db.run("CREATE TABLE many (id INTEGER, rare BOOLEAN, v VECTOR(2))");
    StringBuilder rows = new StringBuilder("INSERT INTO many VALUES (0, FALSE, '[0, 0]')");
    for (int i = 1; i < 3_000; i++) {
      rows.append(", (").append(i).append(i % 600 == 599 ? ", TRUE" : ", FALSE");
      rows.append(", '[").append(i).append(", 0]')");
    }
    db.run(rows.toString());
    assertThat(db.rows("SELECT id FROM many WHERE rare ORDER BY v <-> '[0, 0]' LIMIT 3"))
        .containsExactly("599", "1199", "1799");
  }

  @Test
  @DisplayName("… never fewer rows than qualify")
  void theLimitIsNeverMissed() throws SQLException {
    assertThat(
            db.rows(
                "SELECT id FROM docs WHERE source = 'news' ORDER BY embedding <=> '[1,0]' LIMIT 9"))
        .hasSize(4)
        .startsWith("3", "5");
  }

  @Test
  @DisplayName("`WHERE embedding <=> ? < 0.3` is a range search")
  void aBoundIsARangeSearch() throws SQLException {
    String sql = "SELECT id FROM docs WHERE embedding <=> ? < 0.3";
    float[] query = {1, 0};
    assertThat(db.rows(sql, query)).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(db.explain(sql, query)).contains("VectorRange");
  }

  @Test
  @DisplayName("Both together work")
  void aBoundAndALimitGoTogether() throws SQLException {
    String sql =
        "SELECT id FROM docs WHERE embedding <=> '[1,0]' < 0.3 ORDER BY embedding <=> '[1,0]' LIMIT 2";
    assertThat(db.rows(sql)).containsExactly("1", "2");
    assertThat(db.explain(sql)).containsOnlyOnce("VectorTopK").contains("distance < 0.3");
  }

  @Test
  @DisplayName("A k-NN join, one search per left row")
  void nearestNeighboursAreJoined() throws SQLException {
    db.run(
        "CREATE TABLE queries (qid INTEGER, v VECTOR(2))",
        "INSERT INTO queries VALUES (10, '[1, 0]'), (20, '[-1, 3]')");
    assertThat(
            db.rows(
                "SELECT q.qid, n.id FROM queries q,"
                    + " LATERAL (SELECT id FROM docs ORDER BY embedding <-> q.v LIMIT 2) n"
                    + " ORDER BY q.qid, n.id"))
        .containsExactly("10|1", "10|2", "20|4", "20|5");
  }

  @Test
  @DisplayName("… runs as a batch")
  void nearestNeighboursAreJoinedInABatch() throws SQLException {
    db.run("CREATE TABLE queries (qid INTEGER, v VECTOR(2))");
    assertThat(
            db.explain(
                "SELECT q.qid, n.id FROM queries q,"
                    + " LATERAL (SELECT id FROM docs ORDER BY embedding <-> q.v LIMIT 5) n"))
        .contains("VectorTopK")
        .doesNotContain("Correlate");
  }

  @Test
  @DisplayName("Without an index the same SQL is exact")
  void theAnswerIsExact() throws SQLException {
    assertThat(db.rows("SELECT id FROM docs ORDER BY embedding <-> '[1, 0.06]' LIMIT 3"))
        .containsExactly("2", "1", "3");
    assertThat(db.explain("SELECT id FROM docs ORDER BY embedding <-> '[1, 0]' LIMIT 3"))
        .contains("exact");
  }

  @Test
  @DisplayName("`SET target_recall = 0.99`")
  void theRecallIsSet() throws SQLException {
    db.run("SET target_recall = 0.99");
    assertThat(db.rows("SELECT \"value\" FROM sys.settings WHERE name = 'target_recall'"))
        .containsExactly("0.99");
    db.refuses("SET target_recall = 1.5", "42000", "target_recall", "1.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANN(recall=0.99)", "ANN(nprobes=32, ef=100, refine_factor=4)"})
  @DisplayName("or per query `SELECT /*+ ANN(recall=0.99) */`; knobs `ANN(nprobes=32, …)`")
  void hintsWithNumbersAreTaken(String hint) throws SQLException {
    assertThat(
            db.rows(
                "SELECT /*+ " + hint + " */ id FROM docs ORDER BY embedding <-> '[1,0]' LIMIT 2"))
        .containsExactly("1", "2");
  }

  @Test
  @DisplayName("`ANN(exact)`")
  void aHintLeavesTheAnswerExact() throws SQLException {
    assertThat(
            db.rows("SELECT /*+ ANN(exact) */ id FROM docs ORDER BY embedding <-> '[1,0]' LIMIT 2"))
        .containsExactly("1", "2");
  }

  @Test
  @DisplayName("A NULL vector's distance is NULL, and so is a zero vector's cosine")
  void someVectorsHaveNoDistance() throws SQLException {
    assertThat(db.rows("SELECT id FROM docs WHERE (embedding <=> '[1, 0]') IS NULL ORDER BY id"))
        .containsExactly("6", "7", "8");
    assertThat(db.rows("SELECT id FROM docs WHERE (embedding <-> '[1, 0]') IS NULL ORDER BY id"))
        .containsExactly("7", "8");
    assertThat(db.value("SELECT COSINE_SIMILARITY(VECTOR '[0, 0]', VECTOR '[1, 0]')")).isNull();
  }

  @Test
  @DisplayName("NULLs sort last … and come only where fewer than k rows have a distance")
  void rowsWithoutADistanceComeLast() throws SQLException {
    String sql = "SELECT id FROM docs ORDER BY embedding <=> '[1, 0]' LIMIT ";
    assertThat(db.rows(sql + 5)).containsExactly("1", "2", "3", "4", "5");
    assertThat(db.rows(sql + 7)).hasSize(7).startsWith("1", "2", "3", "4", "5");
    assertThat(
            db.rows(
                "SELECT id FROM docs ORDER BY COSINE_SIMILARITY(embedding, '[1,0]') DESC LIMIT 6"))
        .hasSize(6)
        .startsWith("1", "2", "3", "4", "5");
  }

  @Test
  @DisplayName("A distance of vectors of another kind or type is refused")
  void distancesNeedVectors() throws SQLException {
    db.refuses(
        "SELECT id FROM docs ORDER BY text <-> '[1, 0]' LIMIT 1",
        "42804",
        "L2_DISTANCE",
        "VARCHAR");
  }
}
