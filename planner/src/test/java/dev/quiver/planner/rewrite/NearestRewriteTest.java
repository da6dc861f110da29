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
import org.junit.jupiter.params.provider.FieldSource;

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

  @ParameterizedTest
  @FieldSource("dev.quiver.planner.rewrite.NearestSpellings#SAME")
  void everySpellingIsOneSearch(String sql) {
    for (String query : NearestSpellings.QUERIES) {
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
  @FieldSource("dev.quiver.planner.rewrite.NearestSpellings#KEYS")
  void everyMetric(String keyAndMetric) {
    String key = keyAndMetric.split(" \\| ")[0];
    Metric metric = Metric.valueOf(keyAndMetric.split(" \\| ")[1]);
    List<VectorTopK> searches = searches("SELECT id FROM docs ORDER BY " + key + " LIMIT 3");
    assertThat(searches).hasSize(1);
    assertThat(searches.get(0).metric()).isEqualTo(metric);
  }

  @ParameterizedTest
  @FieldSource("dev.quiver.planner.rewrite.NearestSpellings#OTHER")
  void whatMeansSomethingElseIsLeftAlone(String sql) {
    assertThat(searches(sql)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("dev.quiver.planner.rewrite.NearestSpellings#JOINS")
  void theNearestOfAJoinAreSearchedForBelowIt(String sql) {
    assertThat(searches(sql))
        .as(tree(sql))
        .isNotEmpty()
        .allMatch(search -> search.fetch().isPresent() && search.filter().isPresent());
    assertThat(tree(sql)).contains("$KEYS_GIVEN(", "$KEYS_HOLD(");
  }

  @ParameterizedTest
  @FieldSource("dev.quiver.planner.rewrite.NearestSpellings#BOUNDS")
  void aBoundOnTheDistanceIsARangeSearch(String conditionAndExcluded) {
    String condition = conditionAndExcluded.split(" \\| ")[0];
    boolean excluded = Boolean.parseBoolean(conditionAndExcluded.split(" \\| ")[1]);
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
