package dev.quiver.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits the running text of a speech into sentences.
 *
 * <p>A sentence ends at {@code . ! ?} (and closing quotes or brackets) before white space and a
 * capital, a digit or an opening quote, unless the dot belongs to an abbreviation ("Mr. Adams",
 * "No. 5") or to initials ("U.S. Senate", "Ulysses S. Grant"). Initials do end a sentence where a
 * word follows that commonly starts one ("in the U.S. The").
 */
final class SentenceSplitter {

  private static final Pattern END =
      Pattern.compile("[.!?]+[\"”’')\\]]*\\s+(?=[\"“‘'(\\[]?[A-Z0-9])");
  private static final Pattern LAST_WORD = Pattern.compile("[\\p{L}.&]+\\.$");
  private static final Pattern INITIALS = Pattern.compile("(?:\\p{L}\\.)+");
  private static final Pattern NEXT_WORD = Pattern.compile("\\G[\"“‘'(\\[]?(\\p{L}+)");
  private static final Pattern STAGE_DIRECTION =
      Pattern.compile(
          "—?\\s*[(\\[](?:applause|laughter)\\.?[)\\]]\\s*—?", Pattern.CASE_INSENSITIVE);

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "Mr.", "Mrs.", "Ms.", "Messrs.", "Dr.", "Prof.", "Rev.", "Hon.", "St.", "Jr.", "Sr.",
          "Gen.", "Maj.", "Col.", "Capt.", "Lieut.", "Lt.", "Sgt.", "Gov.", "Sen.", "Rep.", "Adm.",
          "No.", "Nos.", "Art.", "Sec.", "Vol.", "Stat.", "Rept.", "Doc.", "Ex.", "vs.", "viz.",
          "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.", "ult.", "inst.", "Co.", "etc.");
  private static final Set<String> STARTERS =
      Set.of(
          "The", "This", "That", "These", "Those", "In", "It", "We", "Our", "And", "But", "He",
          "She", "They", "There", "A", "As", "If", "For", "To", "On", "When", "While", "No", "Let",
          "My", "All", "At", "By", "With", "From", "Not", "So", "Such", "Its", "Their", "Under");

  private SentenceSplitter() {}

  static List<String> split(String speech) {
    String text = tidied(speech);
    List<String> sentences = new ArrayList<>();
    Matcher end = END.matcher(text);
    int start = 0;
    while (end.find()) {
      if (!belongsToWord(text, start, end)) {
        sentences.add(text.substring(start, end.end()).strip());
        start = end.end();
      }
    }
    sentences.add(text.substring(start).strip());
    return sentences;
  }

  /** Without stage directions and HTML entities, and with single spaces. */
  private static String tidied(String speech) {
    String plain = STAGE_DIRECTION.matcher(speech).replaceAll(" ");
    return plain
        .replace("&mdash;", "—")
        .replace("&quot;", "\"")
        .replaceAll("\\s+", " ")
        .replaceAll(" (?=[,.;:?!])", "")
        .strip();
  }

  private static boolean belongsToWord(String text, int start, Matcher end) {
    Matcher word = LAST_WORD.matcher(text.substring(start, end.start() + 1));
    if (!word.find()) {
      return false;
    }
    if (ABBREVIATIONS.contains(word.group())) {
      return true;
    }
    if (!INITIALS.matcher(word.group()).matches()) {
      return false;
    }
    Matcher next = NEXT_WORD.matcher(text);
    return !(next.find(end.end()) && STARTERS.contains(next.group(1)));
  }
}
