package dev.quiver.planner.rewrite;

import java.util.List;

/** Ways to ask for the nearest rows, and ways to ask for something else. */
final class NearestSpellings {
  private NearestSpellings() {}

  /** Every spelling of: the ten nearest by the angle. Q stands for a query vector. */
  static final List<String> SAME =
      List.of(
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
          "SELECT RAND(), id FROM docs ORDER BY embedding <=> Q LIMIT 10");

  /** What may stand for Q. */
  static final List<String> QUERIES =
      List.of("?", "'[1, 2, 3]'", "VECTOR '[1, 2, 3]'", "ARRAY[1, 2.5, 3]");

  /** Sort keys, and their metrics. */
  static final List<String> KEYS =
      List.of(
          "embedding <-> ? | L2",
          "L2_SQUARED_DISTANCE(embedding, ?) | L2_SQUARED",
          "embedding <#> ? | NEGATIVE_INNER_PRODUCT",
          "INNER_PRODUCT(embedding, ?) DESC | NEGATIVE_INNER_PRODUCT",
          "-INNER_PRODUCT(embedding, ?) | NEGATIVE_INNER_PRODUCT",
          "VECTOR_DISTANCE(?, embedding, DOT) | NEGATIVE_INNER_PRODUCT",
          "embedding <+> ? | L1",
          "VECTOR_DISTANCE(embedding, ?, MANHATTAN) | L1",
          "bits <~> ? | HAMMING",
          "bits <%> ? | JACCARD");

  /** Queries that are no search. */
  static final List<String> OTHER =
      List.of(
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
          "SELECT id FROM (SELECT * FROM docs ORDER BY id LIMIT 100) ORDER BY embedding <=> ? LIMIT 10");

  /** Conditions that bound a distance, and whether the bound itself is out. */
  static final List<String> BOUNDS =
      List.of(
          "embedding <-> ? < 0.3 | true",
          "embedding <-> ? <= 0.3 | false",
          "0.3 > embedding <-> ? | true",
          "0.3 >= L2_DISTANCE(?, embedding) | false",
          "embedding <-> ? < ? | true",
          "embedding <-> ? < ? AND lang = 'en' | true",
          "NOT (embedding <-> '[1,2,3]' >= 0.3) | true",
          "embedding <-> '[1,2,3]' BETWEEN 0 AND 0.3 | false");
}
