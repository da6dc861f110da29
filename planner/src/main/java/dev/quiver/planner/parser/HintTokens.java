package dev.quiver.planner.parser;

import dev.quiver.planner.parser.generated.QuiverSqlParserConstants;
import dev.quiver.planner.parser.generated.QuiverSqlParserTokenManager;
import dev.quiver.planner.parser.generated.SimpleCharStream;
import dev.quiver.planner.parser.generated.Token;
import java.io.StringReader;

/**
 * Tokens in which the numbers of hints, as in <code>/*+ ANN(recall=0.99) *&#47;</code>, are
 * strings: the grammar takes an option's value as nothing else. They stay where they are in the
 * text.
 */
final class HintTokens extends QuiverSqlParserTokenManager {
  private final QuiverSqlParserTokenManager tokens;
  private boolean insideHint;
  private boolean valueFollows;

  HintTokens(QuiverSqlParserTokenManager tokens) {
    super(new SimpleCharStream(new StringReader("")));
    this.tokens = tokens;
  }

  /** Whether a text may hold a hint; others need none of this. */
  static boolean mayOccurIn(String sql) {
    return sql.contains("/*+");
  }

  @Override
  public void SwitchTo(int lexicalState) {
    tokens.SwitchTo(lexicalState);
  }

  @Override
  public Token getNextToken() {
    Token token = tokens.getNextToken();
    switch (token.kind) {
      case QuiverSqlParserConstants.HINT_BEG -> insideHint = true;
      case QuiverSqlParserConstants.COMMENT_END -> insideHint = false;
      default -> {
        if (insideHint && valueFollows) {
          token = value(token);
        }
      }
    }
    valueFollows = token.kind == QuiverSqlParserConstants.EQ;
    return token;
  }

  private Token value(Token token) {
    if (token.kind == QuiverSqlParserConstants.MINUS) {
      Token number = tokens.getNextToken();
      if (isNumber(number)) {
        number.beginLine = token.beginLine;
        number.beginColumn = token.beginColumn;
        return string(number, "-" + number.image);
      }
      token.next = number;
      return token;
    }
    return isNumber(token) ? string(token, token.image) : token;
  }

  private static boolean isNumber(Token token) {
    return switch (token.kind) {
      case QuiverSqlParserConstants.UNSIGNED_INTEGER_LITERAL,
          QuiverSqlParserConstants.DECIMAL_NUMERIC_LITERAL,
          QuiverSqlParserConstants.APPROX_NUMERIC_LITERAL ->
          true;
      default -> false;
    };
  }

  private static Token string(Token token, String image) {
    token.kind = QuiverSqlParserConstants.QUOTED_STRING;
    token.image = "'" + image + "'";
    return token;
  }
}
