package dev.quiver.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input, statement by statement: what is said, where, and that nothing came of it. */
class ErrorCatalogueTest {
  @TempDir static Path directory;
  private static TestSession db;

  /**
   * A statement that fails.
   *
   * @param message in full; {@code DIR} stands for the test's directory
   */
  record Case(ErrorCode code, String message, String sql, Object... values) {
    @Override
    public String toString() {
      return code + ": " + sql;
    }
  }

  private static Case bad(ErrorCode code, String message, String sql, Object... values) {
    return new Case(code, message, sql, values);
  }

  @BeforeAll
  static void open() throws IOException {
    db = TestSession.inMemory();
    db.run(
        "CREATE TABLE docs (id INTEGER PRIMARY KEY, name VARCHAR(5) NOT NULL, v VECTOR(3),"
            + " price DECIMAL(5, 2), at_day DATE)");
    db.run("INSERT INTO docs VALUES (1, 'one', '[1, 2, 3]', 1, NULL)");
    db.run(
        "CREATE TABLE placed (part INTEGER, name VARCHAR, CONSTRAINT one_place UNIQUE (name, part))");
    db.run("CREATE TAG 'there'");
    db.run("CREATE INDEX there_too ON docs (v)");
    Files.writeString(directory.resolve("bad.csv"), "id,name\n7,seven\nx,eight\n");
    Files.writeString(directory.resolve("what.xyz"), "?");
    Files.writeString(directory.resolve("cut.arrow"), "ARROW1");
  }

  @AfterAll
  static void close() {
    db.close();
  }

  static Stream<Case> texts() {
    return Stream.of(
        bad(
            ErrorCode.SYNTAX,
            "unexpected end of the statement; expected a table (line 1, column 14)",
            "SELECT * FROM"),
        bad(ErrorCode.SYNTAX, "the statement is empty", "  -- nothing"),
        bad(
            ErrorCode.NOT_SUPPORTED,
            "CREATE INDEX USING BTREE is not supported (line 1, column 25)",
            "CREATE INDEX i ON docs (name)"),
        bad(
            ErrorCode.NOT_SUPPORTED,
            "CREATE INDEX USING BITMAP is not supported (line 1, column 30)",
            "CREATE INDEX i ON docs USING bitmap (v)"),
        bad(
            ErrorCode.INVALID_QUERY,
            "index option num_bits = 5: expected 4 or 8 (line 1, column 47)",
            "CREATE INDEX i ON docs USING ivf_pq (v) WITH (num_bits = 5)"),
        bad(
            ErrorCode.INVALID_QUERY,
            "index option m = 1: expected a whole number from 2 to 100 (line 1, column 45)",
            "CREATE INDEX i ON docs USING hnsw (v) WITH (m = 1)"),
        bad(
            ErrorCode.INVALID_QUERY,
            "index option ef_construction = 2.5: expected a whole number from 4 to 2000"
                + " (line 1, column 45)",
            "CREATE INDEX i ON docs USING hnsw (v) WITH (ef_construction = 2.5)"),
        bad(
            ErrorCode.INVALID_QUERY,
            "unknown option num_partitions of an index by HNSW; there are metric, m,"
                + " ef_construction (line 1, column 45)",
            "CREATE INDEX i ON docs USING hnsw (v) WITH (num_partitions = 8)"),
        bad(
            ErrorCode.INVALID_QUERY,
            "unknown index method TREE; there are IVF_FLAT, IVF_RQ, IVF_PQ, HNSW (line 1, column 30)",
            "CREATE INDEX i ON docs USING tree (v)"),
        bad(
            ErrorCode.INVALID_QUERY,
            "index option metric = 'l7': expected l2, cosine or dot (line 1, column 34)",
            "CREATE INDEX i ON docs (v) WITH (metric = 'l7')"),
        bad(
            ErrorCode.INVALID_QUERY,
            "index option num_partitions = 0: expected a whole number from 1 to 65536"
                + " (line 1, column 34)",
            "CREATE INDEX i ON docs (v) WITH (num_partitions = 0)"),
        bad(
            ErrorCode.INVALID_QUERY,
            "unknown option lists of an index; there are metric, num_partitions, num_sub_vectors,"
                + " num_bits, m, ef_construction (line 1, column 34)",
            "CREATE INDEX i ON docs (v) WITH (lists = 3)"),
        bad(
            ErrorCode.TYPE_MISMATCH,
            "index on column name: cannot use a value of type VARCHAR as VECTOR"
                + " (line 1, column 32)",
            "CREATE VECTOR INDEX i ON docs (name)"),
        bad(
            ErrorCode.SYNTAX,
            "syntax error at \"DROP\" (line 1, column 9)",
            "EXPLAIN DROP TABLE docs"),
        bad(
            ErrorCode.INVALID_QUERY,
            "INSERT INTO docs has 1 value for 2 columns (line 1, column 36)",
            "INSERT INTO docs (id, name) VALUES (2)"),
        bad(
            ErrorCode.INVALID_QUERY,
            "column id is named twice (line 1, column 23)",
            "INSERT INTO docs (id, id) VALUES (2, 3)"),
        bad(
            ErrorCode.INVALID_QUERY,
            "unknown setting speed; there are schema, target_recall, memory_limit",
            "SET speed = 11"),
        bad(
            ErrorCode.INVALID_QUERY,
            "setting target_recall = '2': expected a number in (0, 1]",
            "SET target_recall = 2"),
        bad(
            ErrorCode.INVALID_QUERY,
            "unknown option headers; there are delimiter, escape, format, header, null, quote",
            "COPY docs FROM 'x.csv' WITH (headers = true)"),
        bad(
            ErrorCode.PARAMETER_UNSET,
            "parameter 2 of 2 has no value",
            "SELECT * FROM docs WHERE id BETWEEN ? AND ?",
            1),
        bad(
            ErrorCode.PARAMETER_INDEX,
            "parameter index 2 is out of range 1..1",
            "SELECT * FROM docs WHERE id = ?",
            1,
            2));
  }

  static Stream<Case> values() {
    String insert = "INSERT INTO docs (id, name, v) VALUES (2, 'two', ?)";
    return Stream.of(
        bad(
            ErrorCode.VECTOR_LENGTH,
            "column v: expected VECTOR(3), got 2 elements",
            insert,
            new float[2]),
        bad(
            ErrorCode.VECTOR_LENGTH,
            "column v: expected VECTOR(3), got 4 elements (line 1, column 50)",
            "INSERT INTO docs (id, name, v) VALUES (2, 'two', '[1, 2, 3, 4]')"),
        bad(
            ErrorCode.VECTOR_NOT_FINITE,
            "column v: element 3 of a vector is NaN; elements must be finite",
            insert,
            new float[] {0, 0, Float.NaN}),
        bad(
            ErrorCode.VECTOR_NOT_FINITE,
            "column v: element 1 of a vector is -Infinity; elements must be finite",
            insert,
            new double[] {Double.NEGATIVE_INFINITY, 0, 0}),
        bad(
            ErrorCode.VECTOR_NULL_ELEMENT,
            "column v: element 2 of a vector is NULL",
            insert,
            Arrays.asList(1, null, 3)),
        bad(
            ErrorCode.VECTOR_TEXT,
            "column v: '[1; 2]' is no vector; expected [number, ...] at character 3",
            insert,
            "[1; 2]"),
        bad(
            ErrorCode.VALUE_OUT_OF_RANGE,
            "column id: 2147483648 does not fit INTEGER (line 1, column 37)",
            "INSERT INTO docs (id, name) VALUES (2147483648, 'two')"),
        bad(
            ErrorCode.VALUE_OUT_OF_RANGE,
            "column price: 1234.5 does not fit DECIMAL(5, 2)",
            "INSERT INTO docs (id, name, price) VALUES (2, 'two', ?)",
            1234.5),
        bad(
            ErrorCode.INVALID_CAST,
            "column at_day: cannot convert '2026-02-30' to DATE (line 1, column 55)",
            "INSERT INTO docs (id, name, at_day) VALUES (2, 'two', '2026-02-30')"),
        bad(
            ErrorCode.STRING_TOO_LONG,
            "column name: value of 6 characters is too long for VARCHAR(5) (line 1, column 40)",
            "INSERT INTO docs (id, name) VALUES (2, 'twelve')"),
        bad(ErrorCode.DIVISION_BY_ZERO, "division by zero", "SELECT 1 / (id - 1) FROM docs"),
        bad(
            ErrorCode.TYPE_MISMATCH,
            "column id: cannot use a value of type byte[] as INTEGER",
            "INSERT INTO docs (id, name) VALUES (?, 'two')",
            new byte[1]),
        bad(
            ErrorCode.BAD_ROW,
            "DIR/bad.csv, line 3, column id: cannot convert 'x' to INTEGER; nothing was loaded",
            "COPY docs FROM 'DIR/bad.csv'"),
        bad(
            ErrorCode.DUPLICATE_KEY,
            "duplicate key (1) in primary key (id) of table docs",
            "INSERT INTO docs (id, name) VALUES (2, 'two'), (1, 'uno')"),
        bad(
            ErrorCode.DUPLICATE_KEY,
            "duplicate key ('n1', 2) in unique constraint one_place (name, part) of table placed",
            "INSERT INTO placed VALUES (2, 'n1'), (3, 'n1'), (2, 'n1')"),
        bad(
            ErrorCode.NOT_NULL,
            "column name of table docs must not be NULL",
            "INSERT INTO docs (id) VALUES (2)"),
        bad(
            ErrorCode.NOT_NULL,
            "column name of table docs must not be NULL",
            "UPDATE docs SET name = NULL"),
        bad(
            ErrorCode.FILE_NOT_FOUND,
            "file DIR/none.csv does not exist",
            "COPY docs FROM 'DIR/none.csv'"),
        bad(
            ErrorCode.FILE_FORMAT,
            "DIR/what.xyz: its ending names no format; add WITH (format = '…'), one of csv, json, arrow",
            "COPY docs FROM 'DIR/what.xyz'"));
  }

  static Stream<Case> objects() {
    return Stream.of(
        bad(
            ErrorCode.UNKNOWN_TABLE,
            "unknown table nowhere (line 1, column 15)",
            "SELECT * FROM nowhere"),
        bad(
            ErrorCode.UNKNOWN_TABLE,
            "unknown table nowhere (line 2, column 2)",
            "TRUNCATE TABLE\n nowhere"),
        bad(
            ErrorCode.UNKNOWN_COLUMN,
            "unknown column colour in table docs (line 1, column 19)",
            "INSERT INTO docs (colour) VALUES (2)"),
        bad(
            ErrorCode.UNKNOWN_VERSION,
            "table docs has no version 99; it has versions 1 to 2 (line 1, column 15)",
            "RESTORE TABLE docs TO VERSION 99"),
        bad(ErrorCode.UNKNOWN_TAG, "unknown tag 'nope'", "DROP TAG 'nope'"),
        bad(ErrorCode.UNKNOWN_INDEX, "unknown index nope (line 1, column 12)", "DROP INDEX nope"),
        bad(
            ErrorCode.INDEX_EXISTS,
            "index THERE_TOO already exists on table docs (line 1, column 27)",
            "CREATE INDEX THERE_TOO ON docs (v)"),
        bad(
            ErrorCode.UNKNOWN_SCHEMA,
            "unknown schema nope (line 1, column 14)",
            "CREATE TABLE nope.t (id INTEGER)"),
        bad(ErrorCode.UNKNOWN_SCHEMA, "unknown schema nope", "SET schema = 'nope'"),
        bad(
            ErrorCode.TABLE_EXISTS,
            "table docs already exists (line 1, column 14)",
            "CREATE TABLE docs (id INTEGER)"),
        bad(ErrorCode.TAG_EXISTS, "tag 'there' already exists", "CREATE TAG 'there'"),
        bad(
            ErrorCode.WRITE_TO_OLD_VERSION,
            "cannot write to docs AS OF VERSION 1: an old version is read-only (line 1, column 13)",
            "DELETE FROM docs AS OF VERSION 1"),
        bad(
            ErrorCode.COLUMN_EXISTS,
            "column ID is declared twice (line 1, column 33)",
            "CREATE TABLE twice (id INTEGER, ID BIGINT)"),
        bad(
            ErrorCode.READ_ONLY,
            "schema sys is read-only (line 1, column 13)",
            "INSERT INTO sys.tables VALUES (1)"),
        bad(
            ErrorCode.NOT_SUPPORTED,
            "a query in a column's default is not supported (line 1, column 36)",
            "CREATE TABLE d (id INTEGER DEFAULT (SELECT 1))"));
  }

  static Stream<Case> all() {
    return Stream.of(texts(), values(), objects()).flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("all")
  void saysWhatIsWrongAndChangesNothing(Case bad) {
    long before = db.session().snapshot().number();
    QuiverException failure =
        catchThrowableOfType(
            QuiverException.class,
            () -> db.run(bad.sql().replace("DIR", directory.toString()), bad.values()));
    assertThat(failure).as(bad.sql()).isNotNull();
    assertThat(failure.getMessage()).isEqualTo(bad.message().replace("DIR", directory.toString()));
    assertThat(failure.code()).isEqualTo(bad.code());
    assertThat(failure.position().isPresent())
        .isEqualTo(bad.message().endsWith(")") && bad.message().contains("(line "));
    assertThat(db.session().snapshot().number()).isEqualTo(before);
    assertThat(db.rows("SELECT id, name FROM docs")).containsExactly(List.of(1, "one"));
  }

  /** What SQL alone cannot bring about, and where it is tested instead. */
  private static final Set<ErrorCode> ELSEWHERE =
      EnumSet.of(
          ErrorCode.UNKNOWN_FUNCTION, // with the planner
          ErrorCode.INVALID_LIKE_ESCAPE, // with the expressions
          ErrorCode.NO_VERSION_AT, // in storage
          ErrorCode.NO_SNAPSHOT_AT,
          ErrorCode.VERSION_VACUUMED,
          ErrorCode.SNAPSHOT_VACUUMED,
          ErrorCode.SNAPSHOT_EXPIRED,
          ErrorCode.TRANSACTION_EXPIRED,
          ErrorCode.NOT_IN_TRANSACTION, // UpkeepTest
          ErrorCode.WRITE_CONFLICT, // TransactionsTest
          ErrorCode.INVALID_SAVEPOINT, // in the driver
          ErrorCode.NO_TRANSACTION,
          ErrorCode.TRANSACTION_ENDED,
          ErrorCode.ROW_CHANGED_TWICE, // MergeTest
          ErrorCode.CANCELLED,
          ErrorCode.TIMED_OUT,
          ErrorCode.OUT_OF_MEMORY,
          ErrorCode.MEMORY_LIMIT, // MemoryLimitTest
          ErrorCode.IO_FAILURE, // in storage
          ErrorCode.CORRUPT_FILE,
          ErrorCode.NOT_A_DATABASE,
          ErrorCode.NEWER_FORMAT,
          ErrorCode.INVALID_URL, // in the driver
          ErrorCode.INVALID_PROPERTY,
          ErrorCode.CLOSED,
          ErrorCode.INVALID_ARGUMENT,
          ErrorCode.COLUMN_INDEX,
          ErrorCode.NO_CURRENT_ROW,
          ErrorCode.NOT_A_QUERY,
          ErrorCode.NOT_AN_UPDATE,
          ErrorCode.INTERNAL);

  @Test
  void everyCodeIsProvokedHereOrElsewhere() {
    Set<ErrorCode> provoked = all().map(Case::code).collect(Collectors.toSet());
    assertThat(EnumSet.complementOf(EnumSet.copyOf(provoked))).isEqualTo(ELSEWHERE);
  }
}
