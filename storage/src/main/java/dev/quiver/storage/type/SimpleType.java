package dev.quiver.storage.type;

/** The types that need no parameter, by the name their SQL spelling has. */
public enum SimpleType implements DataType {
  BOOLEAN,
  TINYINT,
  SMALLINT,
  INTEGER,
  BIGINT,
  REAL,
  DOUBLE,
  /** Text in UTF-8. */
  VARCHAR,
  /** Bytes that live among the other columns. */
  VARBINARY,
  /** Bytes that live in a file of their own, so that no other scan pays for them. */
  BLOB,
  /** Days since 1970-01-01. */
  DATE,
  /** Sixteen bytes, most significant first. */
  UUID,
  /** Text in UTF-8 that holds one JSON value. */
  JSON
}
