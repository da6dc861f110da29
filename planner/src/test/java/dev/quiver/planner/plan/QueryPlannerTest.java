package dev.quiver.planner.plan;

import static dev.quiver.planner.plan.Planning.plan;
import static dev.quiver.planner.plan.Planning.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ColumnInfo;
import dev.quiver.planner.ast.Dml;
import dev.quiver.planner.catalog.Catalog;
import dev.quiver.planner.catalog.VirtualTables;
import dev.quiver.planner.parser.QuiverParser;
import dev.quiver.storage.TableName;
import dev.quiver.storage.VersionPoint;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.type.SimpleType;
import dev.quiver.storage.type.VectorType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryPlannerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM docs",
        "SELECT ID, Text FROM DOCS WHERE lang = 'en' AND CHAR_LENGTH(text) < 100",
        "SELECT public.docs.id FROM public.docs",
        "SELECT lang, COUNT(*), AVG(id), SUM(id), MIN(text), AVG(embedding) FROM docs GROUP BY lang HAVING COUNT(*) > 1",
        "SELECT DISTINCT lang FROM docs ORDER BY lang DESC NULLS FIRST LIMIT 3 OFFSET 1",
        "SELECT d.id, q.qid FROM docs d JOIN queries q ON d.id = q.qid LEFT JOIN docs e ON e.id = d.id",
        "SELECT id FROM docs UNION ALL SELECT qid FROM queries EXCEPT SELECT 3",
        "SELECT id FROM docs WHERE id IN (SELECT qid FROM queries) AND EXISTS (SELECT 1 FROM queries)",
        "SELECT id, (SELECT MAX(qid) FROM queries) FROM docs",
        "SELECT id FROM docs d WHERE id > (SELECT AVG(qid) FROM queries q WHERE q.qid < d.id)",
        "SELECT embedding + embedding, embedding - '[1,2,3]', embedding * 2, 2 * embedding, embedding * embedding FROM docs",
        "SELECT VECTOR_DIMS(embedding), VECTOR_NORM(embedding), L2_NORMALIZE(embedding), SUBVECTOR(embedding, 1, 2) FROM docs",
        "SELECT LENGTH(text), LEFT(text, 2), RIGHT(text, 2), CONCAT(text, lang), CONCAT_WS('-', text, lang) FROM docs",
        "SELECT STARTS_WITH(text, 'a'), STRPOS(text, 'a'), REPEAT(text, 2), REVERSE(text), LPAD(text, 3), SPLIT_PART(text, ',', 1) FROM docs",
        "SELECT IF(id > 1, 'a', 'b'), IFNULL(text, ''), NVL(text, ''), GREATEST(id, 2), LEAST(1, 2), COALESCE(text, 'x'), NULLIF(id, 1) FROM docs",
        "SELECT MD5(text), REGEXP_REPLACE(text, 'a', 'b'), text ILIKE '%A%', text || lang FROM docs",
        "SELECT YEAR(ts), EXTRACT(MONTH FROM ts), ts + INTERVAL '1' DAY, CURRENT_TIMESTAMP FROM docs",
        "SELECT ROW_NUMBER() OVER (PARTITION BY lang ORDER BY id) FROM docs",
        "SELECT CASE WHEN id > 1 THEN 'a' ELSE 'bcd' END, id::VARCHAR, CAST(id AS DOUBLE) FROM docs",
        "SELECT 'žluťoučký ' || text FROM docs WHERE text = '日本語'",
        "SELECT x FROM (VALUES (1, 'a'), (2, 'bb')) AS t (x, y) WHERE y = 'a'",
        "WITH w AS (SELECT id, lang FROM docs) SELECT * FROM w a JOIN w b USING (id)",
        "SELECT docs.id, old.body FROM docs JOIN docs AS OF VERSION 1 old ON docs.id = old.id",
        "SELECT d, u, j, tags, image, code FROM types WHERE j = '{}' AND u IS NOT NULL",
        "SELECT d * 2, d / 3, SUM(d) OVER () FROM types",
        "SELECT * FROM queries, LATERAL (SELECT id FROM docs ORDER BY embedding <-> queries.v LIMIT 5)",
        "SELECT bits <~> '[1,0,1,0,1,0,1,0,1,0,1,0,1,0,1,0]' FROM docs",
      })
  void plansWhatTheManualShows(String sql) {
    assertThat(plan(sql).root()).isNotNull();
  }

  @Test
  void columnsKnowWhereTheyComeFrom() {
    LogicalPlan plan =
        plan("SELECT ID AS x, text, year, id + 1, embedding FROM Docs AS OF VERSION 2");
    TableName docs = TableName.of("docs");
    assertThat(plan.columns())
        .containsExactly(
            new ColumnInfo("x", docs, "id", SimpleType.BIGINT, false, 0),
            new ColumnInfo("text", docs, "text", SimpleType.VARCHAR, true, 0),
            new ColumnInfo("year", docs, "Year", SimpleType.INTEGER, true, 0),
            new ColumnInfo("?column?", null, "?column?", SimpleType.BIGINT, false, 0),
            new ColumnInfo("embedding", docs, "embedding", VectorType.ofFloats(3), false, 0));
    assertThat(plan.columns().get(0).origin().orElseThrow()).hasToString("docs");
    assertThat(plan.tables()).hasSize(1);
    assertThat(plan.tables().get(0).point()).isEqualTo(new VersionPoint.Version(2));
    assertThat(plan("SELECT code FROM types").columns().get(0).maxLength()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM docs WHERE id = ?                                    | BIGINT",
        "SELECT * FROM docs WHERE text LIKE ? AND lang = ?                  | VARCHAR, VARCHAR",
        "SELECT embedding <=> ? FROM docs                                   | VECTOR(3)",
        "SELECT ? <=> embedding FROM docs                                   | VECTOR(3)",
        "SELECT id FROM docs ORDER BY embedding <=> ? LIMIT 3               | VECTOR(3)",
        "SELECT id FROM docs ORDER BY L2_DISTANCE(?, embedding) LIMIT ?     | VECTOR(3), INTEGER",
        "SELECT id FROM docs WHERE embedding <-> ? < ? LIMIT 3              | VECTOR(3), DOUBLE",
        "SELECT id FROM docs WHERE lang = ? ORDER BY embedding <-> ? LIMIT ? OFFSET ? | VARCHAR, VECTOR(3), INTEGER, INTEGER",
        "SELECT embedding + ?, embedding * ? FROM docs                      | VECTOR(3), DOUBLE",
        "SELECT bits <~> ? FROM docs                                        | VECTOR(16, BIT)",
        "SELECT CASE WHEN id = ? THEN ? WHEN lang = ? THEN ? ELSE text END FROM docs | BIGINT, VARCHAR, VARCHAR, VARCHAR",
        "WITH w AS (SELECT id FROM docs WHERE lang = ?) SELECT * FROM w WHERE id = ? | VARCHAR, BIGINT",
        "SELECT VECTOR_NORM(?)                                              | VECTOR",
        "SELECT ? <-> ?                                                     | VECTOR, VECTOR",
        "SELECT UPPER(?), TRIM(?), CHAR_LENGTH(?), CONCAT(?, ?), MD5(?)    | VARCHAR, VARCHAR, VARCHAR, VARCHAR, VARCHAR, VARCHAR",
        "SELECT SUBSTRING(? FROM ? FOR ?), LEFT(?, ?)                       | VARCHAR, INTEGER, INTEGER, VARCHAR, INTEGER",
        "SELECT ABS(?), ROUND(?, ?), -?, ? + ?, POWER(?, ?), SUM(?)         | DOUBLE, DOUBLE, INTEGER, DOUBLE, DOUBLE, DOUBLE, DOUBLE, DOUBLE, DOUBLE",
        "SELECT EXTRACT(YEAR FROM ?), ? + INTERVAL '1' DAY                  | TIMESTAMP(6), TIMESTAMP(6)",
        "SELECT ?, ? IS NULL, COUNT(?)                                      | VARCHAR, VARCHAR, VARCHAR",
        "SELECT COALESCE(?, ?), COALESCE(?, 3), COALESCE(id, ?) FROM docs   | VARCHAR, VARCHAR, INTEGER, BIGINT",
        "SELECT NULLIF(?, 3), NULLIF(id, ?) FROM docs                       | INTEGER, BIGINT",
        "SELECT CASE WHEN ? THEN ? ELSE ? END                               | BOOLEAN, VARCHAR, VARCHAR",
        "SELECT CASE ? WHEN 1 THEN 'a' ELSE ? END                           | INTEGER, VARCHAR",
        "SELECT ? = ?, ? BETWEEN 1 AND ?, ? IN (?, 1), ? IN (SELECT id FROM docs) | VARCHAR, VARCHAR, INTEGER, INTEGER, INTEGER, INTEGER, BIGINT",
        "SELECT id FROM docs WHERE (id, lang) = (?, ?) OR (id, lang) IN ((?, ?), (?, 'a')) | BIGINT, VARCHAR, BIGINT, VARCHAR, BIGINT",
        "SELECT id FROM docs WHERE id = ABS(?) AND text LIKE CONCAT(?, '%') | DOUBLE, VARCHAR",
        "SELECT COUNT(*) FILTER (WHERE ?) FROM docs HAVING COUNT(*) > ?     | BOOLEAN, BIGINT",
        "SELECT id FROM docs ORDER BY id * ?, UPPER(?), ?                   | BIGINT, VARCHAR, VARCHAR",
        "VALUES (1, ?), (?, 'a')                                            | VARCHAR, INTEGER",
      },
      quoteCharacter = '`')
  void parametersGetTheTypeOfTheirPlace(String sql, String types) {
    assertThat(plan(sql).parameters().stream().map(Object::toString).toList())
        .isEqualTo(List.of(types.strip().split(", (?!BIT)")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "SELECT COUNT(*), MAX(id), COUNT(id) FROM docs          ; count, max, count",
        "SELECT UPPER(text), TRIM(text), CURRENT_DATE FROM docs ; upper, trim, current_date",
        "SELECT SUBSTRING(text FROM 2), EXTRACT(DAY FROM ts) FROM docs ; substring, extract",
        "SELECT COALESCE(id, 1), NULLIF(id, 1), {fn UCASE('a')} FROM docs ; coalesce, nullif, ucase",
        "SELECT id + 1, 'x', -id, id IN (1), text || 'x', NOT TRUE FROM docs ; ?column?, ?column?, ?column?, ?column?, ?column?, ?column?",
        "SELECT CAST(id AS INTEGER), id::VARCHAR, CAST(1 AS BIGINT) FROM docs ; id, id, bigint",
        "SELECT CASE WHEN id = 1 THEN 2 ELSE 3 END, CASE WHEN id = 1 THEN 2 ELSE id END FROM docs ; case, id",
        "SELECT DATE '2020-01-01', INTERVAL '1' DAY, ARRAY[1], EXISTS (SELECT 1) ; date, interval, array, exists",
        "SELECT (SELECT MAX(id) FROM docs), (SELECT 1)          ; max, ?column?",
        "SELECT COUNT(*) FILTER (WHERE id > 1) FROM docs        ; count",
        "SELECT embedding <-> '[1,2,3]', L2_DISTANCE(embedding, '[1,2,3]') FROM docs ; ?column?, l2_distance",
        "VALUES (1, 2)                                          ; column1, column2",
        "SELECT * FROM (VALUES (1, 2)) t                        ; column1, column2",
        "SELECT COUNT(*) FROM docs UNION ALL SELECT 3           ; count",
        "SELECT * FROM (SELECT 1, 2, COUNT(*), COUNT(id) FROM docs) s ; ?column?, ?column?, count, count",
        "SELECT \"count\" FROM (SELECT COUNT(*) FROM docs) s    ; count",
        "SELECT m.\"max\" + 1 AS n FROM (SELECT MAX(id) FROM docs) m ; n",
        "WITH q AS (SELECT lang, COUNT(*) FROM docs GROUP BY lang) SELECT * FROM q ORDER BY \"count\" ; lang, count",
        "SELECT lang, COUNT(*) FROM docs GROUP BY lang ORDER BY \"count\" ; lang, count",
      })
  void columnsWithoutANameAreCalledAsInPostgres(String sql, String labels) {
    assertThat(plan(sql).columns().stream().map(ColumnInfo::label).toList())
        .isEqualTo(List.of(labels.split(", ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT * FROM docx             | UNKNOWN_TABLE    | unknown table docx (line 1, column 15)",
        "SELECT * FROM nope.docs        | UNKNOWN_TABLE    | unknown table nope (line 1, column 15)",
        "SELECT * FROM docx AS OF VERSION 1 | UNKNOWN_VERSION | table docx has no version 1; it has versions 1 to 0 (line 1, column 15)",
        "SELECT * FROM docs AS OF VERSION 9 | UNKNOWN_VERSION | table docs has no version 9; it has versions 1 to 2 (line 1, column 15)",
        "SELECT txt FROM docs           | UNKNOWN_COLUMN   | unknown column txt (line 1, column 8)",
        "SELECT d.txt FROM docs d       | UNKNOWN_COLUMN   | unknown column txt in table d (line 1, column 10)",
        "SELECT text FROM docs AS OF VERSION 1 | UNKNOWN_COLUMN | unknown column text (line 1, column 8)",
        "SELECT FOO(id) FROM docs       | UNKNOWN_FUNCTION | unknown function FOO(<NUMERIC>) (line 1, column 8)",
        "SELECT embedding <-> '[1, 2]' FROM docs | VECTOR_LENGTH | column embedding: expected VECTOR(3), got 2 elements (line 1, column 22)",
        "SELECT ARRAY[1, 2, 3, 4] <=> embedding FROM docs | VECTOR_LENGTH | column embedding: expected VECTOR(3), got 4 elements (line 1, column 8)",
        "SELECT embedding + VECTOR '[1]' FROM docs | VECTOR_LENGTH | column embedding: expected VECTOR(3), got 1 elements (line 1, column 20)",
        "SELECT embedding <-> '[1, x, 2]' FROM docs | VECTOR_TEXT | vector literal: '[1, x, 2]' is no vector; expected [number, ...] at character 5 (line 1, column 22)",
        "SELECT embedding <-> '[1, NaN, 2]' FROM docs | VECTOR_NOT_FINITE | vector literal: element 2 of a vector is NaN; elements must be finite (line 1, column 22)",
        "SELECT embedding <-> '[1, null, 2]' FROM docs | VECTOR_NULL_ELEMENT | vector literal: element 2 of a vector is NULL (line 1, column 22)",
        "SELECT embedding <-> id FROM docs | TYPE_MISMATCH | L2_DISTANCE, argument 2: cannot use a value of type BIGINT as VECTOR (line 1, column 22)",
        "SELECT embedding <~> embedding FROM docs | TYPE_MISMATCH | HAMMING_DISTANCE, argument 1: cannot use a value of type VECTOR(3) as a vector of bits (line 1, column 8)",
        "SELECT VECTOR_DIMS(id) FROM docs | TYPE_MISMATCH | VECTOR_DIMS, argument 1: cannot use a value of type BIGINT as VECTOR (line 1, column 20)",
      })
  void errorsNameWhatIsWrongAndWhere(String sql, ErrorCode code, String message) {
    assertThatThrownBy(() -> plan(sql.strip()))
        .isInstanceOfSatisfying(QuiverException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }

  @Test
  void otherMistakesAreExplainedToo() {
    assertThatThrownBy(() -> plan("SELECT lang, id FROM docs\nGROUP BY lang"))
        .hasMessageContaining("Expression 'id' is not being grouped")
        .hasMessageEndingWith("(line 1, column 14)");
    assertThatThrownBy(() -> plan("SELECT id FROM docs a, queries a"))
        .isInstanceOf(QuiverException.class);
  }

  @Test
  void filtersSinkAndUnusedColumnsGo() {
    assertThat(
            tree(
                "SELECT d.text FROM docs d JOIN queries q ON d.id = q.qid WHERE d.lang = 'en' AND q.qid > 3"))
        .isEqualToNormalizingWhitespace(
            """
            LogicalProject(text=[$1])
              LogicalJoin(condition=[=($0, $3)], joinType=[inner])
                LogicalFilter(condition=[=($2, 'en')])
                  TableColumns(table=[[public, docs]], columns=[[id, text, lang]])
                LogicalProject(qid0=[CAST($0):BIGINT NOT NULL])
                  LogicalFilter(condition=[>($0, 3)])
                    TableColumns(table=[[public, queries]], columns=[[qid]])
            """);
  }

  @Test
  void parametersOfAnInsertTakeTheTypesOfTheColumns() {
    String sql = "INSERT INTO docs (id, embedding) SELECT ?, ? FROM queries";
    Dml.Insert insert = (Dml.Insert) QuiverParser.parse(sql);
    QueryPlanner planner =
        new QueryPlanner(new Catalog(Planning.SNAPSHOT, "public", VirtualTables.NONE), sql);
    LogicalPlan plan =
        planner.planSource(
            insert.node().getSource(),
            List.of(
                new Field(0, "id", SimpleType.BIGINT, false),
                new Field(1, "embedding", VectorType.ofFloats(3), false)));
    assertThat(plan.parameters()).hasToString("[BIGINT, VECTOR(3)]");
  }

  @Test
  void filesAndSystemTablesAreTables() {
    List<Field> fields = List.of(new Field(0, "a", SimpleType.INTEGER, true));
    VirtualTables tables =
        new VirtualTables() {
          @Override
          public Set<String> schemas() {
            return Set.of("sys");
          }

          @Override
          public Optional<Table> find(String schema, String table) {
            return table.equalsIgnoreCase("tables")
                ? Optional.of(new Table("tables", fields, "the tables"))
                : Optional.empty();
          }

          @Override
          public Table file(String format, String file) {
            return new Table(file, fields, format + " of " + file);
          }
        };
    LogicalPlan files = plan("SELECT a FROM READ_CSV('x.csv') WHERE a > 1", tables);
    assertThat(files.usesVirtualTables()).isTrue();
    assertThat(plan("SELECT t.A FROM READ_JSON('x.json') t", tables).columns()).hasSize(1);
    assertThat(
            plan(
                    "SELECT f.a FROM TABLE(READ_ARROW('x.arrow')) f JOIN sys.tables s ON f.a = s.a",
                    tables)
                .columns())
        .hasSize(1);
    assertThat(plan("SELECT a FROM SYS.Tables", tables).columns()).hasSize(1);
    assertThatThrownBy(() -> plan("SELECT * FROM sys.nope", tables))
        .hasMessage("unknown table nope (line 1, column 15)");
    assertThatThrownBy(() -> plan("SELECT * FROM READ_CSV(3)", tables))
        .hasMessage(
            "READ_CSV takes one argument, the file's name as a literal (line 1, column 15)");
  }

  @Test
  void deepTextsArePlanned() {
    String deep = "(".repeat(1_000) + "id" + ")".repeat(1_000);
    assertThat(plan("SELECT " + deep + " FROM docs").columns()).hasSize(1);
    String wide = "id = 1" + " OR lang = 'x' AND id = 2".repeat(1_000);
    assertThat(plan("SELECT id FROM docs WHERE " + wide).columns()).hasSize(1);
    String many = "id = 1" + " OR id = 2".repeat(5_000);
    assertThat(plan("SELECT id FROM docs WHERE " + many).columns()).hasSize(1);
  }
}
