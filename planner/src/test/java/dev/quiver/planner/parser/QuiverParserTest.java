package dev.quiver.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.CheckIndex;
import dev.quiver.planner.ast.ColumnDeclaration;
import dev.quiver.planner.ast.CopyFrom;
import dev.quiver.planner.ast.CopyTo;
import dev.quiver.planner.ast.CreateIndex;
import dev.quiver.planner.ast.CreateTable;
import dev.quiver.planner.ast.CreateTag;
import dev.quiver.planner.ast.DescribeTable;
import dev.quiver.planner.ast.Dml;
import dev.quiver.planner.ast.DropIndex;
import dev.quiver.planner.ast.DropTable;
import dev.quiver.planner.ast.DropTag;
import dev.quiver.planner.ast.ExplainStatement;
import dev.quiver.planner.ast.Query;
import dev.quiver.planner.ast.RestoreTable;
import dev.quiver.planner.ast.SetOption;
import dev.quiver.planner.ast.ShowStatement;
import dev.quiver.planner.ast.TransactionStatement;
import dev.quiver.planner.ast.TruncateTable;
import dev.quiver.planner.ast.VersionedTableIdentifier;
import dev.quiver.storage.VersionPoint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuiverParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1;",
        "SELECT 1 ; -- done",
        "select Id, TEXT from Docs",
        "SELECT d.*, ROW_NUMBER() OVER (PARTITION BY lang ORDER BY id) FROM docs d",
        "VALUES (1, 'a'), (2, 'b')",
        "WITH w AS (SELECT 1 AS x) SELECT * FROM w UNION ALL SELECT 2 ORDER BY 1 LIMIT 3 OFFSET 1",
        "SELECT * FROM a JOIN b USING (id) LEFT JOIN c ON a.id = c.id FETCH FIRST 3 ROWS ONLY",
        "SELECT count(*) FILTER (WHERE x > 1), sum(DISTINCT y) FROM t GROUP BY GROUPING SETS ((a), ())",
        "SELECT * FROM q, LATERAL (SELECT id FROM docs ORDER BY embedding <-> q.v LIMIT 5)",
        "SELECT CAST(x AS VECTOR(3)), x::INTEGER, -1::BIGINT, a[1]::TEXT FROM t",
        "SELECT VECTOR '[1, 2, 3]' <=> ARRAY[1, 2, 3] AS d",
        "SELECT * FROM READ_CSV('file.csv')",
        "SELECT * FROM TABLE(READ_PARQUET('file.parquet')) AS p",
        "SELECT \"Order\", \"a\"\"b\" FROM \"My Table\"",
        "SELECT * FROM docs WHERE text ILIKE 'a%' AND id != 3 AND id % 2 = 0",
        "SELECT /*+ ANN(recall='0.99') */ * FROM docs",
        "SELECT VECTOR_DISTANCE(a, b), VECTOR_DISTANCE(a, b, COSINE), VECTOR_DISTANCE(a, ?, dot) FROM t",
      })
  void parsesQueries(String sql) {
    assertThat(QuiverParser.parse(sql)).isInstanceOf(Query.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "year",
        "month",
        "day",
        "text",
        "language",
        "rank",
        "value",
        "vector",
        "tag",
        "tags",
        "copy",
        "tables",
        "versions",
        "version",
        "source",
        "size",
        "min",
        "max",
        "sum",
        "match",
        "search",
        "string",
        "columns",
        "indexes",
        "analyze",
        "restore",
        "show",
        "start",
        "sql",
        "result",
        "timestamp_diff",
        "name",
        "type",
        "key",
        "data",
        "json",
        "length",
        "if",
        "method",
        "level",
        "position_",
        "percent",
        "open",
        "close",
        "none",
        "old",
        "one",
        "second",
        "groups"
      })
  void wordsThatPeopleUseAsNamesAreNotReserved(String word) {
    QuiverParser.parse("SELECT " + word + ", t." + word + " FROM t WHERE " + word + " = 1");
    QuiverParser.parse("CREATE TABLE " + word + " (" + word + " INTEGER, x INTEGER)");
    QuiverParser.parse("INSERT INTO t (" + word + ", x) VALUES (1, 2)");
    QuiverParser.parse("SELECT 1 AS " + word + " FROM t ORDER BY " + word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a <=> b < 0.5       | COSINE < 0.5",
        "1 - (a <=> b)       | 1 - COSINE",
        "a <-> b + c         | L2(a, b + c)",
        "a <-> b = c <-> d   | L2 = L2",
        "NOT a <#> b > 1     | NOT (DOT > 1)",
        "a <+> b <~> c       | HAMMING(L1, c)",
        "a <%> b AND x       | JACCARD AND x",
      })
  void operatorsBindTighterThanComparisonsAndLooserThanPlus(String sql, String meaning) {
    SqlNode node = QuiverParser.parseExpression(sql);
    assertThat(Shape.of(node)).isEqualTo(meaning.strip());
  }

  /** Writes expressions briefly, so that the table above stays readable. */
  private static final class Shape {
    static String of(SqlNode node) {
      if (!(node instanceof SqlBasicCall call)) {
        return node.toString();
      }
      return switch (call.getOperator().getName()) {
        case "<=>" -> distance("COSINE", call);
        case "<->" -> distance("L2", call);
        case "<#>" -> distance("DOT", call);
        case "<+>" -> distance("L1", call);
        case "<~>" -> distance("HAMMING", call);
        case "<%>" -> distance("JACCARD", call);
        case "NOT" -> "NOT (" + of(call.operand(0)) + ")";
        default ->
            of(call.operand(0)) + " " + call.getOperator().getName() + " " + of(call.operand(1));
      };
    }

    private static String distance(String name, SqlBasicCall call) {
      String left = of(call.operand(0));
      String right = of(call.operand(1));
      return left.length() == 1 && right.length() == 1
          ? name
          : name + "(" + left + ", " + right + ")";
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs AS OF VERSION 3", "docs AS OF VERSION 3 AS d", "docs AS OF VERSION 3 d",
        "docs FOR VERSION AS OF 3", "docs FOR VERSION AS OF 3 AS d", "docs FOR VERSION AS OF 3 d",
        "public.docs AS OF VERSION 3"
      })
  void readsVersions(String from) {
    assertThat(point(from)).isEqualTo(new VersionPoint.Version(3));
  }

  @Test
  void readsTagsAndTimes() {
    assertThat(point("docs AS OF TAG 'prod' d")).isEqualTo(new VersionPoint.Tag("prod"));
    VersionPoint noon = new VersionPoint.Timestamp(Instant.parse("2026-01-01T12:00:00Z"));
    assertThat(point("docs AS OF TIMESTAMP '2026-01-01 12:00:00'")).isEqualTo(noon);
    assertThat(point("docs AS OF TIMESTAMP '2026-01-01T14:00:00+02:00' d")).isEqualTo(noon);
    assertThat(point("docs FOR SYSTEM_TIME AS OF TIMESTAMP '2026-01-01 12:00:00' AS d"))
        .isEqualTo(noon);
    assertThat(point("docs AS OF TIMESTAMP '2026-01-01'"))
        .isEqualTo(new VersionPoint.Timestamp(Instant.parse("2026-01-01T00:00:00Z")));
  }

  private static VersionPoint point(String from) {
    SqlSelect select =
        (SqlSelect) ((Query) QuiverParser.parse("SELECT * FROM " + from + " WHERE id = 1")).node();
    return ((VersionedTableIdentifier) ((SqlBasicCall) select.getFrom()).operand(0)).point();
  }

  @Test
  void aVersionedTableKeepsItsPlainNameInTheQuery() {
    Query query =
        (Query)
            QuiverParser.parse(
                "SELECT * FROM docs AS OF VERSION 2 JOIN s.old AS OF VERSION 1 ON docs.id = old.id");
    assertThat(query.node().toString())
        .contains("AS OF VERSION 2 AS `docs`")
        .contains("AS OF VERSION 1 AS `old`");
  }

  @Test
  void dmlNamesItsTarget() {
    assertThat(((Dml) QuiverParser.parse("DELETE FROM docs AS OF VERSION 1")).target())
        .isInstanceOf(VersionedTableIdentifier.class);
    assertThat(((Dml) QuiverParser.parse("UPDATE docs d SET text = 'x' WHERE id = 1")).target())
        .hasToString("docs");
    assertThat(((Dml) QuiverParser.parse("INSERT INTO docs (id) VALUES (1), (2)")).target())
        .hasToString("docs");
    assertThat(QuiverParser.parse("INSERT INTO docs SELECT * FROM other"))
        .isInstanceOf(Dml.Insert.class);
  }

  @Test
  void createTable() {
    CreateTable create =
        (CreateTable)
            QuiverParser.parse(
                """
                CREATE TABLE IF NOT EXISTS docs (
                  id BIGINT PRIMARY KEY,                       -- enforced
                  text VARCHAR NOT NULL, source TEXT DEFAULT 'web' NOT NULL, year INTEGER NULL,
                  ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP, u UUID, j JSON, tags VARCHAR(20) ARRAY,
                  embedding VECTOR(384), bits VECTOR(64, BIT), image BLOB, raw VARBINARY(16)
                )""");
    assertThat(create.mode()).isEqualTo(CreateTable.Mode.IF_NOT_EXISTS);
    assertThat(create.primaryKey()).hasToString("[id]");
    assertThat(create.columns())
        .extracting(c -> c.name() + " " + c.type().orElseThrow() + (c.nullable() ? "" : " NN"))
        .containsExactly(
            "id BIGINT NN",
            "text VARCHAR NN",
            "source VARCHAR NN",
            "year INTEGER",
            "ts TIMESTAMP",
            "u UUID",
            "j JSON",
            "tags VARCHAR(20) ARRAY",
            "embedding VECTOR(384)",
            "bits VECTOR(64, BIT)",
            "image BLOB",
            "raw VARBINARY(16)");
    assertThat(create.columns().get(2).defaultValue()).hasToString("Optional['web']");
  }

  @Test
  void createTableWithAKeyOfItsOwnLineAndFromAQuery() {
    CreateTable create =
        (CreateTable)
            QuiverParser.parse(
                "CREATE OR REPLACE TABLE t (a INTEGER, b INTEGER, CONSTRAINT pk PRIMARY KEY (b, a))");
    assertThat(create.mode()).isEqualTo(CreateTable.Mode.REPLACE);
    assertThat(create.primaryKey()).hasToString("[b, a]");
    assertThat(create.columns()).noneMatch(ColumnDeclaration::nullable);
    CreateTable copied =
        (CreateTable) QuiverParser.parse("CREATE TABLE u (x, y) AS SELECT a, b FROM t");
    assertThat(copied.columns()).hasSize(2).allMatch(c -> c.type().isEmpty());
    assertThat(copied.query()).isPresent();
  }

  @Test
  void otherStatements() {
    assertThat(((DropTable) QuiverParser.parse("DROP TABLE IF EXISTS s.t")).ifExists()).isTrue();
    assertThat(((TruncateTable) QuiverParser.parse("TRUNCATE TABLE t")).table()).hasToString("t");
    assertThat(QuiverParser.parse("CREATE TAG 'prod'")).isEqualTo(new CreateTag("prod", false));
    assertThat(QuiverParser.parse("DROP TAG IF EXISTS 'it''s'"))
        .isEqualTo(new DropTag("it's", true));
    assertThat(((RestoreTable) QuiverParser.parse("RESTORE TABLE docs TO VERSION 1")).point())
        .isEqualTo(new VersionPoint.Version(1));
    assertThat(((RestoreTable) QuiverParser.parse("RESTORE TABLE docs TO TAG 'x'")).point())
        .isEqualTo(new VersionPoint.Tag("x"));
    assertThat(((DescribeTable) QuiverParser.parse("DESC docs AS OF VERSION 2")).table())
        .isInstanceOf(VersionedTableIdentifier.class);
    assertThat(QuiverParser.parse("DESCRIBE TABLE docs")).isInstanceOf(DescribeTable.class);
    assertThat(QuiverParser.parse("SET target_recall = 0.99"))
        .isEqualTo(new SetOption("target_recall", "0.99"));
    assertThat(QuiverParser.parse("SET schema = 's'")).isEqualTo(new SetOption("schema", "s"));
    assertThat(QuiverParser.parse("RESET target_recall"))
        .isEqualTo(new SetOption("target_recall", null));
  }

  @ParameterizedTest
  @CsvSource({
    "SHOW TABLES, TABLES",
    "SHOW TAGS, TAGS",
    "SHOW VERSIONS FROM docs, VERSIONS",
    "SHOW INDEXES IN docs, INDEXES",
    "SHOW COLUMNS FROM s.docs, COLUMNS"
  })
  void show(String sql, ShowStatement.Subject subject) {
    ShowStatement show = (ShowStatement) QuiverParser.parse(sql);
    assertThat(show.subject()).isEqualTo(subject);
    assertThat(show.table().isPresent()).isEqualTo(sql.contains("docs"));
  }

  @ParameterizedTest
  @CsvSource({
    "BEGIN, BEGIN",
    "BEGIN TRANSACTION, BEGIN",
    "START TRANSACTION, BEGIN",
    "COMMIT, COMMIT",
    "COMMIT WORK, COMMIT",
    "ROLLBACK;, ROLLBACK"
  })
  void transactions(String sql, TransactionStatement.Action action) {
    assertThat(QuiverParser.parse(sql)).isEqualTo(new TransactionStatement(action, null));
  }

  @Test
  void explain() {
    ExplainStatement plan = (ExplainStatement) QuiverParser.parse("EXPLAIN PLAN FOR SELECT 1");
    assertThat(plan.analyze()).isFalse();
    assertThat(((ExplainStatement) QuiverParser.parse("EXPLAIN DELETE FROM t")).statement())
        .isInstanceOf(Dml.Delete.class);
    assertThat(((ExplainStatement) QuiverParser.parse("EXPLAIN ANALYZE SELECT 1")).analyze())
        .isTrue();
  }

  @Test
  void copy() {
    CopyFrom from =
        (CopyFrom)
            QuiverParser.parse(
                "COPY docs (id, text) FROM '/tmp/a.csv' WITH (format = 'csv', header = true, n = 3)");
    assertThat(from.columns()).hasToString("[id, text]");
    assertThat(from.options())
        .isEqualTo(Map.of("format", "csv", "header", true, "n", new BigDecimal(3)));
    CopyTo to = (CopyTo) QuiverParser.parse("COPY docs TO 'out.parquet' WITH (FORMAT parquet)");
    assertThat(to.options()).isEqualTo(Map.of("format", "parquet"));
    assertThat(to.query().toString()).isEqualToNormalizingWhitespace("SELECT * FROM `docs`");
    assertThat(QuiverParser.parse("COPY (SELECT 1) TO 'x.csv'")).isInstanceOf(CopyTo.class);
  }

  @Test
  void parsesIndexes() {
    CreateIndex full =
        (CreateIndex)
            QuiverParser.parse(
                "CREATE INDEX IF NOT EXISTS i ON s.docs USING ivf_rq (embedding)"
                    + " WITH (metric = 'l2', num_partitions = 12)");
    assertThat(String.valueOf(full.nameNode())).isEqualTo("i");
    assertThat(full.table().toString()).isEqualTo("s.docs");
    assertThat(full.columns()).hasToString("[embedding]");
    assertThat(String.valueOf(full.kind().methodNode())).isEqualTo("ivf_rq");
    assertThat(full.kind().ifNotExists()).isTrue();
    assertThat(full.kind().options().values())
        .isEqualTo(Map.of("metric", "l2", "num_partitions", new BigDecimal(12)));
    CreateIndex shortest =
        (CreateIndex) QuiverParser.parse("CREATE VECTOR INDEX ON docs (embedding)");
    assertThat(shortest.nameNode()).isNull();
    assertThat(shortest.kind().methodNode()).isNull();
    assertThat(shortest.kind().vector()).isTrue();
    assertThat(QuiverParser.parse("DROP INDEX IF EXISTS i"))
        .isInstanceOfSatisfying(DropIndex.class, drop -> assertThat(drop.ifExists()).isTrue());
    assertThat(QuiverParser.parse("CHECK INDEX docs_vec SAMPLE 100"))
        .isInstanceOfSatisfying(
            CheckIndex.class, check -> assertThat(check.sample()).hasToString("100"));
    assertThat(QuiverParser.parse("SELECT index FROM t AS index")).isInstanceOf(Query.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE UNIQUE INDEX i ON docs (source)          | CREATE UNIQUE INDEX",
        "CREATE OR REPLACE VIEW v AS SELECT 1            | CREATE VIEW",
        "CREATE SCHEMA s                                 | CREATE SCHEMA",
        "CREATE TEMPORARY TABLE t (x INTEGER)            | CREATE TEMPORARY TABLE",
        "DROP VIEW v                                     | DROP VIEW",
        "ALTER TABLE docs ADD COLUMN lang VARCHAR        | ALTER TABLE",
        "COMMENT ON TABLE docs IS 'x'                    | COMMENT",
        "GRANT ALL ON docs TO me                         | GRANT",
        "INSERT INTO t VALUES (1) RETURNING id           | RETURNING",
        "UPSERT INTO t VALUES (1)                        | UPSERT",
        "CREATE TABLE t (x INTEGER, CHECK (x > 1))       | CHECK constraint",
        "CREATE TABLE t (x VECTOR(3, INT8))              | VECTOR(3, INT8)",
        "SELECT * FROM t AS OF VERSION ?                 | a parameter in AS OF",
        "SELECT * FROM t FOR SYSTEM_TIME AS OF CURRENT_TIMESTAMP | FOR SYSTEM_TIME AS OF anything but a TIMESTAMP literal",
      })
  void whatIsNotBuiltIsNamed(String sql, String construct) {
    assertThatThrownBy(() -> QuiverParser.parse(sql))
        .isInstanceOfSatisfying(
            QuiverException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED))
        .hasMessageStartingWith(construct + " is not supported (line 1, column ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELEC 1               | syntax error at \"SELEC\" (line 1, column 1)",
        "SELECT * FORM t       | syntax error at \"t\" (line 1, column 15)",
        "SELECT * FROM         | unexpected end of the statement; expected a table (line 1, column 14)",
        "CREATE TABEL t        | syntax error at \"TABEL\" (line 1, column 8)",
        "DROP TABLES t         | syntax error at \"TABLES\"; expected INDEX or TABLE or TAG (line 1, column 6)",
        "RESTORE TABLE t       | unexpected end of the statement; expected TO (line 1, column 16)",
        "SHOW VERSIONS docs    | syntax error at \"docs\"; expected FROM or IN (line 1, column 15)",
        "SELECT 'abc           | string without its closing quote (line 1, column 8)",
        "SELECT \"abc          | quoted identifier without its closing quote (line 1, column 8)",
        "SELECT 1 ~~ 2         | unexpected character '~' (line 1, column 10)",
        "SELECT 1; SELECT 2    | one statement is expected here, not 2 (line 1, column 11)",
        "SELECT * FROM t ORDER x | syntax error at \"x\"; expected BY (line 1, column 23)",
        "SELECT FROM t         | syntax error at \"FROM\" (line 1, column 8)",
        "CREATE TABLE t ()     | syntax error at \")\"; expected a name (line 1, column 17)",
        "CREATE TABLE t (at DATE) | syntax error at \"at\"; a reserved word must be quoted to be a name (line 1, column 17)",
        "SELECT id, at FROM t  | syntax error at \"at\"; a reserved word must be quoted to be a name (line 1, column 12)",
        "CREATE TABLE t        | table t has no columns (line 1, column 14)",
        "CREATE TABLE t (x)    | column x has no type (line 1, column 17)",
        "CREATE TABLE t (x INTEGER, X INTEGER) | column X is declared twice (line 1, column 28)",
        "CREATE TABLE t (x INTEGER PRIMARY KEY, PRIMARY KEY (x)) | a table has one PRIMARY KEY; name all its columns there (line 1, column 52)",
        "CREATE TABLE t (x INTEGER, PRIMARY KEY (y)) | unknown column y in the primary key (line 1, column 41)",
        "CREATE TABLE t (x VECTOR(0)) | VECTOR(0): 0 does not fit a dimension from 1 to 65535 (line 1, column 19)",
        "CREATE TABLE t (x VECTOR(70000)) | VECTOR(70000): 70000 does not fit a dimension from 1 to 65535 (line 1, column 19)",
        "SELECT VECTOR '[1, x]' | vector literal: '[1, x]' is no vector; expected [number, ...] at character 5 (line 1, column 8)",
        "SELECT VECTOR_DISTANCE(a, b, FAR) | unknown metric FAR; VECTOR_DISTANCE knows COSINE, EUCLIDEAN, EUCLIDEAN_SQUARED, DOT, MANHATTAN, HAMMING and JACCARD (line 1, column 8)",
        "SELECT * FROM t AS OF TIMESTAMP 'yesterday' | AS OF TIMESTAMP: cannot convert 'yesterday' to TIMESTAMP (line 1, column 33)",
        "SELECT * FROM t AS OF VERSION 99999999999999999999 | AS OF VERSION: 99999999999999999999 does not fit BIGINT (line 1, column 31)",
      })
  void errorsAreShortAndPlaced(String sql, String message) {
    assertThatThrownBy(() -> QuiverParser.parse(sql.strip()))
        .isInstanceOf(QuiverException.class)
        .hasMessage(message);
  }

  @Test
  void errorsCountLines() {
    assertThatThrownBy(() -> QuiverParser.parse("SELECT id,\n  text\nFROM docs WHER id = 1"))
        .hasMessage("syntax error at \"id\" (line 3, column 16)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ";", "-- nothing", "/* nothing */ ;"})
  void anEmptyStatementIsAnError(String sql) {
    assertThatThrownBy(() -> QuiverParser.parse(sql)).hasMessage("the statement is empty");
  }

  @Test
  void longNamesAndLongStatementsParse() {
    String name = "n".repeat(1_000);
    assertThat(QuiverParser.parse("SELECT " + name + " FROM " + name)).isInstanceOf(Query.class);
    String deep = "(".repeat(1_000) + "1" + ")".repeat(1_000);
    assertThat(QuiverParser.parse("SELECT " + deep)).isInstanceOf(Query.class);
    String wide = "x = 1" + " OR x = 2".repeat(5_000);
    assertThat(QuiverParser.parse("SELECT 1 FROM t WHERE " + wide)).isInstanceOf(Query.class);
    String minus = "- ".repeat(1_000) + "1";
    assertThat(QuiverParser.parse("SELECT " + minus)).isInstanceOf(Query.class);
  }

  @Test
  void nestingBeyondAllMeasureIsAnErrorAndNothingWorse() {
    String deep = "(".repeat(1_000_000) + "1" + ")".repeat(1_000_000);
    assertThatThrownBy(() -> QuiverParser.parse("SELECT " + deep))
        .isInstanceOf(QuiverException.class)
        .hasMessageContaining("a statement nested as deep as this is not supported");
    assertThat(QuiverParser.parse("SELECT 1")).isInstanceOf(Query.class);
  }
}
