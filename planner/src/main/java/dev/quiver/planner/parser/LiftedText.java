package dev.quiver.planner.parser;

import dev.quiver.functions.error.QuiverException;
import dev.quiver.functions.vector.VectorText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An SQL text whose long vector literals were replaced by hidden parameters, so that texts that
 * differ in those alone share a plan and none of them is parsed number by number.
 *
 * <p>Lifted are {@code '[…]'}, {@code VECTOR '[…]'} and {@code ARRAY[…]} of at least {@link
 * #MIN_ELEMENTS} plain numbers. Only the text is looked at: where the literal was no vector after
 * all, planning the lifted text fails or types the parameter as something else, and the caller
 * plans {@link #original} instead. Texts that define what is stored (CREATE, COPY) are left alone.
 *
 * @param original the text as given
 * @param lifted the text with {@code ?} in place of the literals; the same object if there were
 *     none
 * @param parameters for each {@code ?} of the lifted text, the vector that it stands for, or null
 *     for a parameter of the original, in order
 */
public record LiftedText(String original, String lifted, List<float @Nullable []> parameters) {
  /** Shorter literals cost less to plan than to lift. */
  public static final int MIN_ELEMENTS = 16;

  /** The shortest text that holds so many numbers. */
  private static final int MIN_LENGTH = 2 * MIN_ELEMENTS + 1;

  public LiftedText {
    parameters = java.util.Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  /** Whether anything was lifted. */
  public boolean isLifted() {
    return !lifted.equals(original);
  }

  /** Looks for literals to lift. Fails for nothing: what looks wrong is left to the parser. */
  public static LiftedText of(String sql) {
    return sql.length() < MIN_LENGTH || sql.indexOf('[') < 0
        ? new LiftedText(sql, sql, List.of())
        : new Lifter(sql).lift();
  }

  private static final class Lifter {
    private final String sql;
    private final SqlText scan;
    private final StringBuilder lifted = new StringBuilder();
    private final List<float @Nullable []> parameters = new ArrayList<>();
    private int copied;

    Lifter(String sql) {
      this.sql = sql;
      this.scan = new SqlText(sql);
    }

    LiftedText lift() {
      boolean first = true;
      boolean any = false;
      int wordStart = -1;
      String word = "";
      SqlText.Token token = scan.next();
      while (token != SqlText.Token.END) {
        int start = scan.start();
        float[] vector = null;
        if (token == SqlText.Token.WORD) {
          word = scan.end() - start <= 6 ? scan.image().toUpperCase(Locale.ROOT) : "";
          if (first && (word.equals("CREATE") || word.equals("COPY"))) {
            return unlifted();
          }
          wordStart = start;
        } else if (token == SqlText.Token.PARAMETER) {
          parameters.add(null);
        } else if (token == SqlText.Token.STRING) {
          vector = fromString();
          start = word.equals("VECTOR") ? wordStart : start;
        } else if (word.equals("ARRAY") && scan.isSymbol('[')) {
          vector = fromArray();
          start = wordStart;
        }
        if (vector != null) {
          replace(start, scan.end(), vector);
          any = true;
        }
        word = token == SqlText.Token.WORD ? word : "";
        first = false;
        token = scan.next();
      }
      if (!any) {
        return unlifted();
      }
      lifted.append(sql, copied, sql.length());
      return new LiftedText(sql, lifted.toString(), parameters);
    }

    private LiftedText unlifted() {
      return new LiftedText(sql, sql, List.of());
    }

    private void replace(int start, int end, float[] vector) {
      lifted.append(sql, copied, start).append('?');
      copied = end;
      parameters.add(vector);
    }

    private float @Nullable [] fromString() {
      int length = scan.end() - scan.start();
      if (length < MIN_LENGTH || !sql.startsWith("[", scan.start() + 1)) {
        return null;
      }
      return parse(sql.substring(scan.start() + 1, scan.end() - 1));
    }

    private float @Nullable [] fromArray() {
      int close = sql.indexOf(']', scan.end());
      float[] vector = close < 0 ? null : parse(sql.substring(scan.start(), close + 1));
      if (vector != null) {
        scan.resume(close + 1);
      }
      return vector;
    }

    private static float @Nullable [] parse(String text) {
      if (elements(text) < MIN_ELEMENTS) {
        return null;
      }
      try {
        return VectorText.parse(text, "");
      } catch (QuiverException e) {
        return null; // the parser will say what is wrong, and where
      }
    }

    /** How many numbers a text seems to hold, without looking at them; 0 if it is no vector. */
    private static int elements(String text) {
      String trimmed = text.strip();
      if (!trimmed.startsWith("[") || !trimmed.endsWith("]")) {
        return 0;
      }
      return 1 + (int) trimmed.chars().filter(c -> c == ',').count();
    }
  }
}
