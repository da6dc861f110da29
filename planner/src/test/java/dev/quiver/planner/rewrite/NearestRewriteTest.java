package dev.quiver.planner.rewrite;

import static dev.quiver.planner.plan.Planning.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quiver.functions.distance.Metric;
import dev.quiver.planner.plan.Planning;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Sort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestRewriteTest {

  /** The searches in a plan. */
  private static List<VectorTopK> searches(String sql) {
    List<VectorTopK> found = new ArrayList<>();
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, RelNode parent) {
        if (node instanceof VectorTopK search) {
          found.add(search);
        }
        super.visit(node, ordinal, parent);
      }
    }.go(Planning.plan(sql).root());
    return found;
  }

  private static boolean sorts(String sql) {
    boolean[] found = {false};
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, RelNode parent) {
        found[0] |= node instanceof Sort;
        super.visit(node, ordinal, parent);
      }
    }.go(Planning.plan(sql).root());
    return found[0];
  }

  /** Every spelling of: the ten nearest. Q stands for a query vector. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, embedding <=> Q AS d FROM docs ORDER BY d LIMIT 10",
        "SELECT id FROM docs ORDER BY embedding <=> Q LIMIT 10",
        "SELECT id FROM docs ORDER BY Q <=> embedding LIMIT 10",
        "SELECT id, embedding <=> Q FROM docs ORDER BY 2 LIMIT 10",
        "SELECT id, COSINE_DISTANCE(embedding, Q) AS d FROM docs ORDER BY d LIMIT 10",
        "SELECT id FROM docs ORDER BY cosine_distance(embedding, Q) FETCH FIRST 10 ROWS ONLY",
        "SELECT id FROM docs ORDER BY embedding <=> Q FETCH NEXT 10 ROWS ONLY",
        "SELECT id FROM docs ORDER BY VECTOR_DISTANCE(embedding, Q, COSINE) LIMIT 10",
        "SELECT id FROM docs ORDER BY VECTOR_DISTANCE(embedding, Q) LIMIT 10",
        "SELECT id FROM docs ORDER BY COSINE_SIMILARITY(embedding, Q) DESC LIMIT 10",
        "SELECT id, COSINE_SIMILARITY(embedding, Q) AS s FROM docs ORDER BY s DESC LIMIT 10",
        "SELECT id, 1 - (embedding <=> Q) AS s FROM docs ORDER BY s DESC LIMIT 10",
        "SELECT id FROM docs ORDER BY 1 - (embedding <=> Q) DESC LIMIT 10",
        "SELECT id FROM docs ORDER BY -(embedding <=> Q) DESC LIMIT 10",
        "SELECT id FROM docs ORDER BY (embedding <=> Q) * 100 LIMIT 10",
        "SELECT id FROM docs ORDER BY 100 * (embedding <=> Q) LIMIT 10",
        "SELECT id FROM docs ORDER BY (embedding <=> Q) / 2 LIMIT 10",
        "SELECT id FROM docs ORDER BY (embedding <=> Q) * -1 DESC LIMIT 10",
        "SELECT id FROM docs ORDER BY (embedding <=> Q) + 1 LIMIT 10",
        "SELECT id FROM docs ORDER BY 5 + (embedding <=> Q) - 3 LIMIT 10",
        "SELECT id FROM docs ORDER BY CAST(embedding <=> Q AS REAL) LIMIT 10",
        "SELECT id FROM docs ORDER BY CAST(embedding <=> Q AS DOUBLE) LIMIT 10",
        "SELECT id FROM docs ORDER BY CAST(embedding <=> Q AS FLOAT) + 1 LIMIT 10",
        "SELECT id FROM docs ORDER BY (1 + COSINE_SIMILARITY(embedding, Q)) / 2 DESC LIMIT 10",
        "SELECT id FROM docs ORDER BY embedding <=> Q ASC NULLS LAST LIMIT 10",
        "SELECT * FROM docs ORDER BY embedding <=> Q LIMIT 10",
        "SELECT d.*, embedding <=> Q AS d FROM docs d ORDER BY d.embedding <=> Q LIMIT 10",
        "SELECT id FROM docs WHERE lang = 'en' ORDER BY embedding <=> Q LIMIT 10",
        "SELECT id FROM docs WHERE lang = 'en' AND CHAR_LENGTH(text) < 100 OR id < 5 ORDER BY embedding <=> Q LIMIT 10",
        "SELECT id FROM docs WHERE lang IN ('en', 'de') AND ts > TIMESTAMP '2023-11-14 22:13:20' ORDER BY embedding <=> Q LIMIT 10",
        "SELECT id FROM docs AS OF VERSION 2 AS d WHERE id > 1 ORDER BY d.embedding <=> Q LIMIT 10",
        "SELECT id FROM docs FOR VERSION AS OF 1 ORDER BY embedding <=> Q LIMIT 10",
        "SELECT id FROM (SELECT id, embedding <=> Q AS d FROM docs) ORDER BY d LIMIT 10",
        "SELECT id FROM (SELECT id, embedding AS e FROM docs WHERE id > 3) WHERE id < 100 ORDER BY e <=> Q LIMIT 10",
        "WITH w AS (SELECT id, embedding <=> Q AS d, lang FROM docs) SELECT id FROM w WHERE lang = 'en' ORDER BY d LIMIT 10",
        "SELECT UPPER(lang) FROM (SELECT lang, embedding <=> Q AS d FROM docs ORDER BY d LIMIT 10) WHERE d < 0.5",
        "SELECT n.id, q.qid FROM (SELECT id FROM docs ORDER BY embedding <=> Q LIMIT 10) n JOIN queries q ON n.id = q.qid",
        "SELECT lang, COUNT(*) FROM (SELECT lang FROM docs ORDER BY embedding <=> Q LIMIT 10) GROUP BY lang",
        "SELECT qid FROM queries WHERE qid IN (SELECT id FROM docs ORDER BY embedding <=> Q LIMIT 10)",
        "SELECT id FROM docs ORDER BY maybe <=> Q LIMIT 10",
        "SELECT id FROM docs ORDER BY embedding <=> Q LIMIT ?",
        "SELECT id FROM docs ORDER BY embedding <=> L2_NORMALIZE(Q) LIMIT 10",
        "SELECT id FROM docs ORDER BY embedding <=> (VECTOR '[1,2,3]' + Q) LIMIT 10",
        "SELECT id, text FROM docs WHERE maybe IS NOT NULL ORDER BY COSINE_DISTANCE(maybe, Q) LIMIT 10",
        "SELECT RAND(), id FROM docs ORDER BY embedding <=> Q LIMIT 10",
      })
  void everySpellingIsOneSearch(String sql) {
    for (String query : List.of("?", "'[1, 2, 3]'", "VECTOR '[1, 2, 3]'", "ARRAY[1, 2.5, 3]")) {
      String spelled = sql.replace("Q", query);
      List<VectorTopK> searches = searches(spelled);
      assertThat(searches).as(spelled).hasSize(1);
      assertThat(searches.get(0).metric()).isEqualTo(Metric.COSINE);
      assertThat(searches.get(0).fetch()).isPresent();
      assertThat(searches.get(0).offset()).isEmpty();
      assertThat(sorts(spelled)).as("%s sorts", spelled).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "embedding <-> ?                         | L2",
        "L2_SQUARED_DISTANCE(embedding, ?)       | L2_SQUARED",
        "embedding <#> ?                         | NEGATIVE_INNER_PRODUCT",
        "INNER_PRODUCT(embedding, ?) DESC        | NEGATIVE_INNER_PRODUCT",
        "-INNER_PRODUCT(embedding, ?)            | NEGATIVE_INNER_PRODUCT",
        "VECTOR_DISTANCE(?, embedding, DOT)      | NEGATIVE_INNER_PRODUCT",
        "embedding <+> ?                         | L1",
        "VECTOR_DISTANCE(embedding, ?, MANHATTAN) | L1",
        "bits <~> ?                              | HAMMING",
        "bits <%> ?                              | JACCARD",
      })
  void everyMetric(String key, Metric metric) {
    List<VectorTopK> searches = searches("SELECT id FROM docs ORDER BY " + key + " LIMIT 3");
    assertThat(searches).hasSize(1);
    assertThat(searches.get(0).metric()).isEqualTo(metric);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM docs ORDER BY embedding <=> ?",
        "SELECT id FROM docs ORDER BY embedding <=> ? OFFSET 3",
        "SELECT id FROM docs ORDER BY embedding <=> ? DESC LIMIT 10",
        "SELECT id FROM docs ORDER BY COSINE_SIMILARITY(embedding, ?) LIMIT 10",
        "SELECT id FROM docs ORDER BY -(embedding <=> ?) LIMIT 10",
        "SELECT id FROM docs ORDER BY 1 - (embedding <=> ?) LIMIT 10",
        "SELECT id FROM docs ORDER BY embedding <=> ?, id LIMIT 10",
        "SELECT id FROM docs ORDER BY id, embedding <=> ? LIMIT 10",
        "SELECT id FROM docs ORDER BY maybe <=> ? NULLS FIRST LIMIT 10",
        "SELECT id FROM docs ORDER BY CAST((embedding <=> ?) * 10 AS INTEGER) LIMIT 10",
        "SELECT id FROM docs ORDER BY FLOOR(embedding <=> ?) LIMIT 10",
        "SELECT id FROM docs ORDER BY ABS(embedding <#> ?) LIMIT 10",
        "SELECT id FROM docs ORDER BY (embedding <=> ?) * 0 LIMIT 10",
        "SELECT id FROM docs ORDER BY (embedding <=> ?) * ? LIMIT 10",
        "SELECT id FROM docs ORDER BY 1 / (embedding <=> ?) LIMIT 10",
        "SELECT id FROM docs ORDER BY (embedding <=> ?) + id LIMIT 10",
        "SELECT id FROM docs ORDER BY (embedding <=> ?) * (embedding <-> ?) LIMIT 10",
        "SELECT id FROM docs ORDER BY embedding <=> maybe LIMIT 10",
        "SELECT id FROM docs WHERE RAND() < 0.5 ORDER BY embedding <=> ? LIMIT 10",
        "SELECT DISTINCT lang, embedding <=> ? AS d FROM docs ORDER BY d LIMIT 10",
        "SELECT lang, MIN(embedding <=> ?) AS d FROM docs GROUP BY lang ORDER BY d LIMIT 10",
        "SELECT id, SUM(embedding <=> ?) OVER (PARTITION BY lang) AS d FROM docs ORDER BY d LIMIT 10",
        "SELECT d.id FROM docs d JOIN queries q ON d.id = q.qid ORDER BY d.embedding <=> ? LIMIT 10",
        "SELECT id FROM docs ORDER BY id LIMIT 10",
        "SELECT embedding <=> ? FROM docs",
        "SELECT id FROM docs WHERE embedding <=> ? > 0.3",
        "SELECT id FROM docs WHERE embedding <=> ? < id",
        "SELECT id FROM docs WHERE embedding <=> ? < 0.3 OR id = 1",
        "SELECT id FROM docs WHERE NOT (embedding <=> ? < 0.3)",
        "SELECT id FROM (SELECT * FROM docs ORDER BY id LIMIT 100) ORDER BY embedding <=> ? LIMIT 10",
      })
  void whatMeansSomethingElseIsLeftAlone(String sql) {
    assertThat(searches(sql)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "embedding <-> ? < 0.3                       | true",
        "embedding <-> ? <= 0.3                      | false",
        "0.3 > embedding <-> ?                       | true",
        "0.3 >= L2_DISTANCE(?, embedding)            | false",
        "embedding <-> ? < ?                         | true",
        "embedding <-> ? < ? AND lang = 'en'         | true",
        "NOT (embedding <-> '[1,2,3]' >= 0.3)        | true",
        "embedding <-> '[1,2,3]' BETWEEN 0 AND 0.3   | false",
      })
  void aBoundOnTheDistanceIsARangeSearch(String condition, boolean excluded) {
    List<VectorTopK> searches = searches("SELECT id FROM docs WHERE " + condition);
    assertThat(searches).hasSize(1);
    assertThat(searches.get(0).fetch()).isEmpty();
    assertThat(searches.get(0).bound()).isPresent();
    assertThat(searches.get(0).boundExcluded()).isEqualTo(excluded);
  }

  @Test
  void rangeAndLimitGoTogether() {
    assertThat(
            tree(
                "SELECT id, embedding <-> '[1,2,3]' AS d FROM docs WHERE embedding <-> '[1,2,3]' < 0.3 AND lang = 'en' ORDER BY d LIMIT 5 OFFSET 2"))
        .isEqualToNormalizingWhitespace(
            """
            VectorTopK(table=[[public, docs]], vector=[embedding], metric=[L2], query=[CAST('[1,2,3]'):VECTOR(3) NOT NULL], filter=[=($2, 'en')], below=[CAST(0.3:DECIMAL(2, 1)):DOUBLE NOT NULL], offset=[2], fetch=[5], columns=[[id]], distance=[true])
            """);
  }

  @Test
  void aBoundOnAnotherDistanceStaysAFilter() {
    VectorTopK search =
        searches(
                "SELECT id FROM docs WHERE embedding <=> '[1,0,0]' < 0.3 ORDER BY embedding <-> '[1,2,3]' LIMIT 5")
            .get(0);
    assertThat(search.bound()).isEmpty();
    assertThat(search.filter()).isPresent();
    assertThat(search.metric()).isEqualTo(Metric.L2);
  }

  @Test
  void eachBranchOfAUnionIsSearched() {
    assertThat(
            searches(
                "(SELECT id FROM docs ORDER BY embedding <-> ? LIMIT 3) UNION ALL (SELECT id FROM docs AS OF VERSION 1 ORDER BY embedding <-> ? LIMIT 3)"))
        .hasSize(2);
    assertThat(
            searches(
                "SELECT id, embedding <-> '[1,2,3]' AS d FROM docs UNION ALL SELECT id, embedding <-> '[1,2,3]' FROM docs AS OF VERSION 1 ORDER BY d LIMIT 3 OFFSET 2"))
        .hasSize(2)
        .allMatch(search -> search.fetch().orElseThrow().toString().startsWith("5"));
  }

  @Test
  void aSearchPerOuterRow() {
    List<VectorTopK> searches =
        searches(
            "SELECT q.qid, n.id FROM queries q, LATERAL (SELECT id FROM docs ORDER BY embedding <-> q.v LIMIT 5) n");
    assertThat(searches).hasSize(1);
    assertThat(searches.get(0).query()).hasToString("$cor0.v");
  }

  @Test
  void onlyTheColumnsThatAreUsedAreGiven() {
    VectorTopK search =
        searches("SELECT UPPER(lang) FROM docs WHERE id > 3 ORDER BY embedding <-> ? LIMIT 5")
            .get(0);
    assertThat(search.columns()).containsExactly(2);
    assertThat(search.givesDistance()).isFalse();
    assertThat(search.filter().orElseThrow()).hasToString(">($0, 3)");
    assertThat(
            searches("SELECT 1 - (embedding <=> ?), embedding <=> ? FROM docs ORDER BY 2 LIMIT 5")
                .get(0)
                .columns())
        .containsExactly(5);
  }

  @Test
  void aSimilarityIsComputedForTheRowsFound() {
    assertThat(
            tree(
                "SELECT id, COSINE_SIMILARITY(embedding, '[1,2,3]') AS s FROM docs ORDER BY s DESC LIMIT 5"))
        .contains("s=[COSINE_SIMILARITY($1, CAST('[1,2,3]'):VECTOR(3) NOT NULL)]");
  }
}
