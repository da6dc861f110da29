package dev.quiver.functions.error;

/**
 * Every failure that Quiver reports, each with a stable vendor code, an SQLSTATE and a message.
 *
 * <p>The message is a {@link String#format} pattern; its arguments are the object, the value and,
 * where there is one, the limit that was broken. Vendor codes are never reused: 1xxx SQL text, 2xxx
 * values, 3xxx constraints, 4xxx objects, 5xxx transactions, 6xxx files, 7xxx resources and
 * cancelling, 8xxx connection and API use, 9xxx internal.
 */
public enum ErrorCode {
  SYNTAX(1001, "42601", Category.USER, "%s"),
  NOT_SUPPORTED(1002, "0A000", Category.USER, "%s is not supported"),
  INVALID_QUERY(1003, "42000", Category.USER, "%s"),
  UNKNOWN_FUNCTION(1004, "42883", Category.USER, "unknown function %s"),
  PARAMETER_UNSET(1005, "07002", Category.USER, "parameter %d of %d has no value"),
  PARAMETER_INDEX(1006, "07009", Category.USER, "parameter index %d is out of range 1..%d"),

  VECTOR_LENGTH(2001, "22026", Category.USER, "%s: expected VECTOR(%d), got %d elements"),
  VECTOR_NOT_FINITE(
      2002, "22003", Category.USER, "%s: element %d of a vector is %s; elements must be finite"),
  VECTOR_NULL_ELEMENT(2003, "22004", Category.USER, "%s: element %d of a vector is NULL"),
  VECTOR_TEXT(
      2004,
      "22018",
      Category.USER,
      "%s: '%s' is no vector; expected [number, ...] at character %d"),
  VALUE_OUT_OF_RANGE(2005, "22003", Category.USER, "%s: %s does not fit %s"),
  INVALID_CAST(2006, "22018", Category.USER, "%s: cannot convert '%s' to %s"),
  STRING_TOO_LONG(2007, "22001", Category.USER, "%s: value of %d characters is too long for %s"),
  DIVISION_BY_ZERO(2008, "22012", Category.USER, "division by zero"),
  TYPE_MISMATCH(2009, "42804", Category.USER, "%s: cannot use a value of type %s as %s"),
  BAD_ROW(2010, "22000", Category.USER, "%s, %s, column %s: %s; nothing was loaded"),
  INVALID_LIKE_ESCAPE(
      2020,
      "22025",
      Category.USER,
      "LIKE pattern '%s': escape '%s' must stand before %%, _ or itself, at character %d"),

  DUPLICATE_KEY(3001, "23505", Category.USER, "duplicate key %s in %s of table %s"),
  NOT_NULL(3002, "23502", Category.USER, "column %s of table %s must not be NULL"),
  ROW_CHANGED_TWICE(3003, "21000", Category.USER, "%s cannot change a row of table %s twice: %s"),

  UNKNOWN_TABLE(4001, "42S02", Category.USER, "unknown table %s"),
  UNKNOWN_COLUMN(4002, "42S22", Category.USER, "unknown column %s"),
  UNKNOWN_VERSION(
      4003, "42704", Category.USER, "table %s has no version %s; it has versions %d to %d"),
  UNKNOWN_TAG(4004, "42704", Category.USER, "unknown tag '%s'"),
  UNKNOWN_SCHEMA(4005, "3F000", Category.USER, "unknown schema %s"),
  TABLE_EXISTS(4006, "42S01", Category.USER, "table %s already exists"),
  TAG_EXISTS(4007, "42710", Category.USER, "tag '%s' already exists"),
  NO_VERSION_AT(4008, "42704", Category.USER, "table %s did not exist at %s"),
  WRITE_TO_OLD_VERSION(
      4009, "25006", Category.USER, "cannot write to %s: an old version is read-only"),
  COLUMN_EXISTS(4010, "42S21", Category.USER, "column %s is declared twice"),
  NO_SNAPSHOT_AT(
      4011, "42704", Category.USER, "database %s has no snapshot at %s; its newest is number %d"),
  UNKNOWN_INDEX(4012, "42704", Category.USER, "unknown index %s"),
  INDEX_EXISTS(4013, "42P07", Category.USER, "index %s already exists on table %s"),
  VERSION_VACUUMED(
      4014, "42704", Category.USER, "version %d of table %s was vacuumed; the oldest kept is %d"),
  SNAPSHOT_VACUUMED(
      4015,
      "42704",
      Category.USER,
      "%s of database %s was vacuumed; the oldest snapshot kept is number %d, of %s"),

  WRITE_CONFLICT(5001, "40001", Category.CONFLICT, "table %s: %s; retry the transaction"),
  READ_ONLY(5002, "25006", Category.USER, "%s is read-only"),
  INVALID_SAVEPOINT(5003, "3B001", Category.USER, "unknown savepoint %s"),
  NO_TRANSACTION(5004, "25P01", Category.USER, "%s needs an open transaction"),
  TRANSACTION_ENDED(
      5005, "24000", Category.USER, "these rows are gone: the transaction that made them %s"),
  SNAPSHOT_EXPIRED(
      5006,
      "72000",
      Category.CONFLICT,
      "%s was vacuumed while this snapshot was still read; take a newer one"),
  TRANSACTION_EXPIRED(
      5007, "25P03", Category.CONFLICT, "the transaction is older than %s; retry it"),
  NOT_IN_TRANSACTION(5008, "25001", Category.USER, "%s cannot run inside a transaction"),

  IO_FAILURE(6001, "58030", Category.RESOURCE, "%s: %s"),
  CORRUPT_FILE(6002, "XX001", Category.CORRUPTION, "%s is damaged: %s"),
  NOT_A_DATABASE(6003, "08001", Category.USER, "%s is no Quiver database: %s"),
  NEWER_FORMAT(
      6004, "08001", Category.USER, "%s was written in format %s; this version reads up to %s"),
  FILE_NOT_FOUND(6005, "58P01", Category.USER, "file %s does not exist"),
  FILE_FORMAT(6006, "22000", Category.USER, "%s: %s"),

  CANCELLED(7001, "57014", Category.RESOURCE, "statement was cancelled"),
  TIMED_OUT(7002, "57014", Category.RESOURCE, "statement ran longer than its timeout of %s"),
  OUT_OF_MEMORY(7003, "53200", Category.RESOURCE, "%s needs more memory than the limit of %s"),
  MEMORY_LIMIT(
      7004,
      "53200",
      Category.RESOURCE,
      "%s asks for %d more bytes of memory; its session holds %d of its memory_limit of %d"),

  INVALID_URL(8001, "08001", Category.USER, "invalid JDBC URL %s: %s"),
  INVALID_PROPERTY(8002, "08001", Category.USER, "connection property %s: %s"),
  CLOSED(8003, "08003", Category.USER, "%s is closed"),
  INVALID_ARGUMENT(8004, "HY009", Category.USER, "%s"),
  COLUMN_INDEX(8005, "07009", Category.USER, "column index %d is out of range 1..%d"),
  NO_CURRENT_ROW(8006, "24000", Category.USER, "no current row: the cursor is %s"),
  NOT_A_QUERY(8007, "07005", Category.USER, "%s gives no rows; executeQuery needs a query"),
  NOT_AN_UPDATE(8008, "07005", Category.USER, "%s gives rows; %s needs a statement that does not"),

  INTERNAL(9001, "XX000", Category.INTERNAL, "internal error: %s");

  /** Who can do something about a failure. */
  public enum Category {
    /** The caller sent something wrong. */
    USER,
    /** The machine lacks something: disk, memory, time. */
    RESOURCE,
    /** Another transaction was first; trying again may succeed. */
    CONFLICT,
    /** Stored bytes are not what was written. */
    CORRUPTION,
    /** A defect of Quiver. */
    INTERNAL
  }

  private final int vendorCode;
  private final String sqlState;
  private final Category category;
  private final String pattern;

  ErrorCode(int vendorCode, String sqlState, Category category, String pattern) {
    this.vendorCode = vendorCode;
    this.sqlState = sqlState;
    this.category = category;
    this.pattern = pattern;
  }

  public int vendorCode() {
    return vendorCode;
  }

  public String sqlState() {
    return sqlState;
  }

  public Category category() {
    return category;
  }

  /** The {@link String#format} pattern of the message. */
  public String pattern() {
    return pattern;
  }
}
