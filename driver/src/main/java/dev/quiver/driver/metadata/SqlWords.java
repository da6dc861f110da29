package dev.quiver.driver.metadata;

/** Words of Quiver's SQL, in the comma-separated lists that JDBC asks for. */
final class SqlWords {
  /** Reserved words that SQL:2003 does not have. */
  static final String KEYWORDS = "ILIKE,LIMIT,MINUS,OFFSET,QUALIFY";

  /** Functions by the names that JDBC's {@code {fn …}} gives them. */
  static final String NUMERIC_FUNCTIONS = "ABS,CEILING,EXP,FLOOR,LOG,MOD,POWER,ROUND,SIGN,SQRT";

  static final String STRING_FUNCTIONS =
      "CHAR_LENGTH,CHARACTER_LENGTH,CONCAT,LCASE,LTRIM,POSITION,REPLACE,RTRIM,SUBSTRING,UCASE";
  static final String SYSTEM_FUNCTIONS = "";
  static final String TIME_DATE_FUNCTIONS = "CURRENT_DATE,CURRENT_TIME,CURRENT_TIMESTAMP,EXTRACT";

  private SqlWords() {}
}
