package dev.quiver.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Chooses the sentences of the data set: the same number of each speech as far as it has them, so
 * that every year is there alike. What short speeches cannot give, the others give in turns.
 *
 * <p>Within a speech the order is a shuffle with a fixed seed, but every second turn takes a
 * sentence on one of the demo's subjects while there are any, the rare subjects first. Subjects are
 * words looked for in the text: the choice never depends on a model. A sentence that reads well
 * alone is one that starts with no pronoun or connective, carries no heading, is no greeting and no
 * row of figures.
 */
final class Selection {

  private static final long SEED = 1790;
  private static final int MIN_CHARS = 40;
  private static final int MAX_CHARS = 300;
  private static final double MAX_DIGIT_SHARE = 0.08;

  private static final Pattern WHOLE = Pattern.compile("[\"“]?[A-Z].*[a-z)%\"”][.!?][\"”]?");
  private static final Pattern HEADING = Pattern.compile("[\"“]?[A-Z]{4,}\\b.*");
  private static final Pattern LEANS_ON_ANOTHER =
      Pattern.compile(
          "(?:It|This|That|These|Those|They|He|She|Him|Such|So|And|But|Or|Nor|Yet|Also|Thus"
              + "|Hence|Here|There|Then|Therefore|However|Moreover|Furthermore|Accordingly"
              + "|Consequently|Second|Secondly|Third|Thirdly|Finally|Next|Their|His|Its|Her|Both"
              + "|Neither|Another|Others|Some|Many|Which|Who|What|Why|How|Now|Well|Indeed"
              + "|Again|Similarly|Perhaps|First|Meanwhile|Instead)\\b.*");
  private static final Pattern CEREMONY =
      Pattern.compile(
          "(?i).*(?:fellow.citizens|gentlemen of the|mr\\. speaker|madam speaker"
              + "|mr\\. president|thank you|god bless|distinguished|honored guests|herewith"
              + "|transmit|i submit|laid before you|stand up|good evening|my remarks"
              + "|annual message|report of the secretary|your attention is|invite attention"
              + "|\\[|\\]|\\.\\.).*");

  /** What few speeches speak of and the demo searches for; taken before the common subjects. */
  private static final Pattern RARE_SUBJECTS =
      Pattern.compile(
          "(?i).*\\b(?:slavery|slaves|suffrage|pacific rail|railroads? .*pacific|nuclear|atomic"
              + "|health care|health insurance|medicare|outer space|space program|moon|astronaut"
              + "|forests|natural resources|climate change|women.* vote|our economy|the economy"
              + "|economic growth|war with mexico|against mexico|paper money"
              + "|every child|best education|equal rights|women's rights).*");

  private static final Pattern COMMON_SUBJECTS =
      Pattern.compile(
          "(?i).*\\b(?:peace|econom|railroad|railway|pacific|health|school|education|women|forest"
              + "|river|conservation|gold|silver|currency|mexico|space|tax|immigra|energy|freedom"
              + "|liberty|tariff|navy|indian|canal|farmer|job|terror|treaty|poverty).*");

  private Selection() {}

  static List<Sentence> choose(List<Speech> speeches, int count) {
    Set<String> seen = new HashSet<>();
    List<Candidates> all = new ArrayList<>();
    for (Speech speech : speeches) {
      all.add(Candidates.of(speech, seen));
    }
    int left = count;
    for (boolean found = true; left > 0 && found; ) {
      found = false;
      for (int i = 0; i < all.size() && left > 0; i++) {
        if (all.get(i).takeOne()) {
          left--;
          found = true;
        }
      }
    }
    List<Sentence> chosen = new ArrayList<>();
    all.forEach(candidates -> candidates.collect(chosen));
    return chosen;
  }

  static boolean readsWellAlone(String text) {
    long digits = text.chars().filter(Character::isDigit).count();
    return text.length() >= MIN_CHARS
        && text.length() <= MAX_CHARS
        && digits <= text.length() * MAX_DIGIT_SHARE
        && WHOLE.matcher(text).matches()
        && !HEADING.matcher(text).matches()
        && !LEANS_ON_ANOTHER.matcher(text).matches()
        && !CEREMONY.matcher(text).matches()
        && closed(text, '(', ')')
        && closed(text, '“', '”')
        && text.chars().filter(c -> c == '"').count() % 2 == 0;
  }

  private static boolean closed(String text, char open, char close) {
    return text.chars().filter(c -> c == open).count()
        == text.chars().filter(c -> c == close).count();
  }

  /** The sentences of one speech that may be chosen, and which of them were. */
  private static final class Candidates {

    private final Speech speech;
    private final List<String> texts = new ArrayList<>();
    private final List<Integer> rare = new ArrayList<>();
    private final List<Integer> common = new ArrayList<>();
    private final List<Integer> others = new ArrayList<>();
    private final TreeSet<Integer> taken = new TreeSet<>();

    private Candidates(Speech speech) {
      this.speech = speech;
    }

    static Candidates of(Speech speech, Set<String> seen) {
      Candidates candidates = new Candidates(speech);
      for (String text : SentenceSplitter.split(speech.text())) {
        String key = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (readsWellAlone(text) && seen.add(key)) {
          candidates.add(text);
        }
      }
      Random random = new Random(SEED * speech.year() + speech.speaker().hashCode());
      Collections.shuffle(candidates.rare, random);
      Collections.shuffle(candidates.common, random);
      Collections.shuffle(candidates.others, random);
      return candidates;
    }

    private void add(String text) {
      List<Integer> group = others;
      if (RARE_SUBJECTS.matcher(text).matches()) {
        group = rare;
      } else if (COMMON_SUBJECTS.matcher(text).matches()) {
        group = common;
      }
      group.add(texts.size());
      texts.add(text);
    }

    boolean takeOne() {
      List<Integer> onSubject = rare.isEmpty() ? common : rare;
      boolean subject = !onSubject.isEmpty() && (taken.size() % 2 == 0 || others.isEmpty());
      List<Integer> from = subject ? onSubject : others;
      return !from.isEmpty() && taken.add(from.remove(from.size() - 1));
    }

    void collect(List<Sentence> into) {
      for (int place : taken) {
        into.add(
            new Sentence(
                into.size() + 1,
                speech.year(),
                speech.speaker(),
                speech.party(),
                texts.get(place)));
      }
    }
  }
}
