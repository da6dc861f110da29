package dev.quiver.planner.parser;

import com.google.common.collect.ImmutableMap;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import dev.quiver.planner.ast.Statement;
import dev.quiver.planner.parser.generated.QuiverSqlParser;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.util.SourceStringReader;

/**
 * Parses SQL. Identifiers keep their case; double quotes quote them. Safe for any number of
 * threads.
 *
 * <p>Deeply nested text is parsed on a thread of its own with a large stack ({@link LargeStack});
 * text beyond even that is an error, never a StackOverflowError.
 */
public final class QuiverParser {
  private static final int MAX_IDENTIFIER_LENGTH = 1_024;

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
    return LargeStack.call(sql, () -> parse(sql, SqlAbstractParserImpl::parseSqlExpressionEof));
  }

  private static Statement parseHere(String sql) {
    if (SqlText.isBlank(sql)) {
      throw new QuiverException(ErrorCode.SYNTAX, "the statement is empty");
    }
    SqlNodeList statements = parse(sql, SqlAbstractParserImpl::parseSqlStmtList);
    if (statements.size() > 1) {
      throw new QuiverException(
              ErrorCode.SYNTAX, "one statement is expected here, not " + statements.size())
          .at(GrammarActions.at(statements.get(1).getParserPosition()));
    }
    return GrammarActions.statement(statements.get(0));
  }

  private interface Production<T> {
    // What Calcite declares.
    T parse(SqlAbstractParserImpl parser) throws Exception;
  }

  private static <T> T parse(String sql, Production<T> production) {
    SqlAbstractParserImpl parser = parser(sql);
    try {
      return production.parse(parser);
    } catch (Exception | Error e) {
      throw SyntaxErrors.explain(sql, parser.normalizeException(e));
    }
  }

  /**
   * As {@code SqlParser} would make it; but to touch that class is to load Calcite's own parser
   * too, a tenth of all that a first statement needs.
   */
  private static SqlAbstractParserImpl parser(String sql) {
    QuiverSqlParser parser =
        (QuiverSqlParser) QuiverSqlParser.FACTORY.getParser(new SourceStringReader(sql));
    if (HintTokens.mayOccurIn(sql)) {
      parser.token_source = new HintTokens(parser.token_source);
    }
    parser.setTabSize(1);
    parser.setQuotedCasing(Casing.UNCHANGED);
    parser.setUnquotedCasing(Casing.UNCHANGED);
    parser.setIdentifierMaxLength(MAX_IDENTIFIER_LENGTH);
    parser.setTimeUnitCodes(ImmutableMap.of());
    parser.setConformance(SqlConformanceEnum.LENIENT);
    parser.switchTo(SqlAbstractParserImpl.LexicalState.DQID);
    return parser;
  }
}
