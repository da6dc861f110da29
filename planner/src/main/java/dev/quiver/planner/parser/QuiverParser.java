package dev.quiver.planner.parser;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.Statement;
import dev.quiver.planner.parser.generated.QuiverSqlParser;
import java.util.function.Supplier;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

/**
 * Parses SQL. Identifiers keep their case; double quotes quote them. Safe for any number of
 * threads.
 *
 * <p>Deeply nested text is parsed on a thread of its own with a large stack ({@link LargeStack});
 * text beyond even that is an error, never a StackOverflowError.
 */
public final class QuiverParser {
  private static final int MAX_IDENTIFIER_LENGTH = 1_024;

  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withLex(Lex.JAVA)
          .withParserFactory(QuiverSqlParser.FACTORY)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(false)
          .withIdentifierMaxLength(MAX_IDENTIFIER_LENGTH)
          .withConformance(SqlConformanceEnum.LENIENT);

  private QuiverParser() {}

  /**
   * The one statement of a text, which may end with a semicolon.
   *
   * @throws QuiverException SYNTAX, NOT_SUPPORTED and others, with line and column
   */
  public static Statement parse(String sql) {
    return LargeStack.call(sql, () -> parseHere(sql));
  }

  /**
   * An expression on its own, such as a column's default.
   *
   * @throws QuiverException SYNTAX and others, with line and column
   */
  public static SqlNode parseExpression(String sql) {
    return LargeStack.call(
        sql, () -> parse(sql, () -> SqlParser.create(sql, CONFIG)::parseExpression));
  }

  private static Statement parseHere(String sql) {
    if (SqlText.isBlank(sql)) {
      throw new QuiverException(ErrorCode.SYNTAX, "the statement is empty");
    }
    SqlNodeList statements = parse(sql, () -> SqlParser.create(sql, CONFIG)::parseStmtList);
    if (statements.size() > 1) {
      throw new QuiverException(
              ErrorCode.SYNTAX, "one statement is expected here, not " + statements.size())
          .at(GrammarActions.at(statements.get(1).getParserPosition()));
    }
    return GrammarActions.statement(statements.get(0));
  }

  private interface Parse<T> {
    T parse() throws SqlParseException;
  }

  private static <T> T parse(String sql, Supplier<Parse<T>> parser) {
    try {
      return parser.get().parse();
    } catch (SqlParseException e) {
      throw SyntaxErrors.explain(sql, e);
    }
  }
}
