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
          "SELECT d.id FROM docs d JOIN queries q ON d.id = q.qid AND d.embedding <-> q.v < 3 ORDER BY d.embedding <=> ? LIMIT 10",
          "SELECT d.id FROM docs d JOIN queries q ON d.id < q.qid ORDER BY d.embedding <=> ? LIMIT 10",
          "SELECT d.id FROM docs d JOIN queries q ON d.id = q.qid AND RAND() < 2 ORDER BY d.embedding <=> ? LIMIT 10",
          "SELECT d.id FROM docs d JOIN queries q ON d.id = q.qid ORDER BY d.embedding <=> q.v LIMIT 10",
          "SELECT d.id FROM docs d JOIN queries q ON d.id = q.qid ORDER BY d.embedding <=> ? DESC LIMIT 10",
          "SELECT d.id FROM docs d JOIN queries q ON d.id = q.qid ORDER BY d.embedding <=> ?, q.qid LIMIT 10",
          "SELECT d.id FROM docs d FULL JOIN queries q ON d.id = q.qid ORDER BY d.embedding <=> ? LIMIT 10",
          "SELECT d.id FROM docs d RIGHT JOIN queries q ON d.id = q.qid ORDER BY d.embedding <=> ? LIMIT 10",
          "SELECT id FROM docs ORDER BY id LIMIT 10",
          "SELECT embedding <=> ? FROM docs",
          "SELECT id FROM docs WHERE embedding <=> ? > 0.3",
          "SELECT id FROM docs WHERE embedding <=> ? < id",
          "SELECT id FROM docs WHERE embedding <=> ? < 0.3 OR id = 1",
          "SELECT id FROM docs WHERE NOT (embedding <=> ? < 0.3)",
          "SELECT id FROM (SELECT * FROM docs ORDER BY id LIMIT 100) ORDER BY embedding <=> ? LIMIT 10");

  /** The nearest of what a join gives, and how many tables are searched for it. */
  static final List<String> JOINS =
      List.of(
          "SELECT d.id, q.qid FROM docs d JOIN queries q ON d.id = q.qid ORDER BY d.embedding <-> ? LIMIT 10",
          "SELECT d.id, q.qid FROM docs d, queries q WHERE d.id = q.qid ORDER BY d.embedding <-> ? LIMIT 4 OFFSET 3",
          "SELECT d.id, q.qid FROM docs d JOIN queries q ON q.qid = d.id ORDER BY d.embedding <-> ? LIMIT 1000",
          "SELECT d.id, q.qid FROM docs d JOIN queries q ON d.id = q.qid ORDER BY d.embedding <-> ? LIMIT ?",
          "SELECT q.qid, d.id FROM queries q JOIN docs d ON d.id = q.qid ORDER BY d.embedding <-> ? LIMIT 10",
          "SELECT q.v, d.*, d.embedding <-> ? AS dist FROM queries q JOIN docs d ON d.id = q.qid ORDER BY dist LIMIT 10 OFFSET 2",
          "SELECT d.id, q.qid, d.embedding <-> ? AS dist FROM docs d JOIN queries q ON d.id = q.qid WHERE d.lang = 'en' AND q.qid > 20 AND d.\"Year\" < 2004 ORDER BY dist LIMIT 10",
          "SELECT d.id, e.id AS other FROM docs d JOIN docs e ON d.lang = e.lang ORDER BY d.embedding <-> ? LIMIT 30",
          "SELECT d.id, e.id AS other FROM docs d JOIN docs e ON d.lang = e.lang AND d.\"Year\" = e.\"Year\" WHERE e.id < 50 ORDER BY d.embedding <-> ? LIMIT 30",
          "SELECT d.id, e.id AS other FROM docs d JOIN docs e ON d.lang IS NOT DISTINCT FROM e.lang AND d.id = e.id + 1 ORDER BY d.embedding <-> ? LIMIT 30",
          "SELECT d.id, e.id AS other FROM docs d JOIN docs e ON d.id IS NOT DISTINCT FROM e.id ORDER BY d.embedding <-> ? LIMIT 30",
          "SELECT d.id, e.id AS other FROM docs d JOIN docs AS OF VERSION 1 e ON d.id = e.id ORDER BY d.embedding <-> ? LIMIT 30",
          "SELECT d.id, e.id AS other FROM docs AS OF VERSION 2 d JOIN docs e ON d.id = e.id WHERE e.lang <> 'fr' ORDER BY d.embedding <-> ? LIMIT 30",
          "SELECT d.id, e.id AS other FROM docs d JOIN docs e ON d.lang = e.lang AND d.lang = e.lang AND d.\"Year\" = e.\"Year\" ORDER BY d.embedding <-> ? LIMIT 30",
          "SELECT d.id FROM docs d JOIN (VALUES ('en'), ('de'), ('en'), (NULL)) AS s (name) ON d.lang = s.name ORDER BY d.embedding <-> ? LIMIT 15",
          "SELECT d.id FROM (VALUES (3.0), (6.5), (9.0), (12.0)) AS s (n) JOIN docs d ON d.id = s.n ORDER BY d.embedding <-> ? LIMIT 15",
          "SELECT d.id, q.qid FROM docs d CROSS JOIN queries q ORDER BY d.embedding <-> ? LIMIT 40",
          "SELECT d.id, q.qid FROM docs d CROSS JOIN (SELECT * FROM queries WHERE qid < 0) q ORDER BY d.embedding <-> ? LIMIT 40",
          "SELECT d.id, q.qid, r.qid AS further FROM docs d JOIN queries q ON d.id = q.qid JOIN queries r ON d.id = r.qid + 3 ORDER BY d.embedding <-> ? LIMIT 10",
          "SELECT d.id, q.qid, r.qid AS further FROM docs d JOIN queries q ON d.id = q.qid JOIN queries r ON q.qid = r.qid + 3 ORDER BY d.embedding <-> ? LIMIT 10",
          "SELECT d.id, q.qid, r.qid AS further FROM queries q JOIN docs d ON d.id = q.qid JOIN queries r ON d.id = r.qid ORDER BY d.embedding <-> ? LIMIT 10",
          "SELECT d.id, q.qid, r.qid AS further FROM docs d JOIN queries q ON d.id = q.qid LEFT JOIN queries r ON q.qid = r.qid + 60 ORDER BY d.embedding <-> ? LIMIT 10",
          "SELECT d.id, q.qid, r.qid AS further FROM docs d LEFT JOIN queries r ON d.id = r.qid + 60 JOIN queries q ON d.id = q.qid ORDER BY d.embedding <-> ? LIMIT 10",
          "SELECT u.id, q.qid FROM (SELECT id, embedding FROM docs WHERE lang = 'en' UNION ALL SELECT id, embedding FROM docs AS OF VERSION 1) u JOIN queries q ON u.id = q.qid ORDER BY u.embedding <-> ? LIMIT 7",
          "SELECT d.id FROM docs d WHERE d.id IN (SELECT qid FROM queries WHERE qid > 10) ORDER BY d.embedding <-> ? LIMIT 7",
          "SELECT d.id FROM docs d WHERE EXISTS (SELECT 1 FROM queries q WHERE q.qid = d.id AND q.qid < 60) AND lang = 'en' ORDER BY d.embedding <-> ? LIMIT 7",
          "SELECT d.id, q.qid FROM docs d JOIN queries q ON d.id = q.qid WHERE d.embedding <-> ? < 3 ORDER BY d.embedding <-> ? LIMIT 10",
          "SELECT d.id, q.qid FROM docs d JOIN queries q ON d.id = q.qid AND d.lang = 'en' AND q.qid <> 9 ORDER BY d.embedding <-> ? LIMIT 10",
          "SELECT d.id, n.c FROM docs d JOIN (SELECT lang, COUNT(*) AS c FROM docs GROUP BY lang HAVING COUNT(*) > 3) n ON d.lang = n.lang ORDER BY d.embedding <-> ? LIMIT 10",
          "SELECT w.id, q.qid FROM (SELECT id + 3 AS shifted, id, embedding <-> ? AS dist FROM docs WHERE lang = 'en') w JOIN queries q ON w.shifted = q.qid ORDER BY w.dist LIMIT 10");

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
