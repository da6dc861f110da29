package dev.quiver.sqltests.damage;

import static dev.quiver.sqltests.damage.WatchedProcess.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A process of small memory that asks a database with ever another file damaged: {@code
 * DamagedDatabase SOUND COPY PER_KIND PART PARTS SEED [FILE N…]}. Of a file of n bytes there are 4n
 * damages: each byte by three masks, then each length below n. It says {@code at FILE N} before the
 * damage of that number, {@code bad FILE N QUESTION …} when an answer was neither right nor one
 * error that names the file, and {@code done FILE DAMAGES ERRORS UNSEEN QUESTIONS} after each file;
 * errors are damages that some answer was an error to, unseen those that CHECK was asked about and
 * passed.
 *
 * <p>Which questions a file matters to is found by taking it away; the others are not asked. Where
 * all damages are made the questions take turns, byte by byte and mask by mask; CHECK follows where
 * the one whose turn it is did not come upon the damage.
 */
final class DamagedDatabase {

  /** Damaged, no database, newer. */
  private static final Set<String> STATES = Set.of("XX001", "08001", "0A000");

  private static final int ALL_ARGS = 6;

  /** Of files of one kind, length and use so many are damaged everywhere. */
  private static final int ALIKE = 2;

  /** Damages to each of the others, and to a file that nobody reads any more. */
  private static final int OTHERS = 16;

  private final Path copy;
  private final Map<Question, List<String>> expected = new LinkedHashMap<>();

  private DamagedDatabase(Path copy) {
    this.copy = copy;
  }

  /** What came of one question. */
  private enum Outcome {
    RIGHT,
    ERROR,
    WRONG
  }

  private record Answer(Outcome outcome, String text) {}

  public static void main(String[] args) throws IOException, SQLException {
    Path sound = Path.of(args[0]);
    Path copy = Path.of(args[1]);
    say("at start");
    for (String file : SampleDatabase.files(sound)) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(sound.resolve(file), copy.resolve(file));
    }
    DamagedDatabase database = new DamagedDatabase(copy);
    database.askSound();
    if (args.length > ALL_ARGS) {
      int[] numbers = Arrays.stream(args).skip(ALL_ARGS + 1).mapToInt(Integer::parseInt).toArray();
      database.damage(args[ALL_ARGS], database.readers(args[ALL_ARGS]), numbers, true);
    } else {
      database.damageAll(Integer.parseInt(args[2]), args);
    }
  }

  private void damageAll(int perKind, String[] args) throws IOException {
    int part = Integer.parseInt(args[3]);
    int parts = Integer.parseInt(args[4]);
    Random random = new Random(Long.parseLong(args[5]));
    List<String> files = SampleDatabase.files(copy);
    Map<String, Long> bytes = new HashMap<>();
    for (String file : files) {
      bytes.merge(SampleDatabase.kind(file), Files.size(copy.resolve(file)), Long::sum);
    }
    Map<String, Integer> alike = new HashMap<>();
    for (String file : files) {
      int length = (int) Files.size(copy.resolve(file));
      int all = Damages.count(length);
      String kind = SampleDatabase.kind(file);
      List<Question> readers = readers(file);
      boolean isNew = alike.merge(kind + length + readers, 1, Integer::sum) <= ALIKE;
      IntStream damages = IntStream.range(0, all).filter(n -> n % parts == part);
      if (perKind > 0) {
        long share = (long) perKind * length / Math.max(1, bytes.get(kind)) + 1;
        damages = random.ints(Math.min(share, all), 0, Math.max(1, all));
      } else if (readers.isEmpty() || !isNew) {
        damages = random.ints(Math.min(OTHERS, all), 0, Math.max(1, all));
      }
      damage(file, readers, damages.toArray(), perKind > 0);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(SampleDatabase.url(copy));
  }

  private void askSound() throws SQLException {
    try (Connection connection = connect()) {
      for (Question question : SampleDatabase.questions()) {
        say("at sound " + question.name());
        expected.put(question, question.ask(connection));
      }
    }
  }

  /** The questions that a file matters to: those it is missed by. */
  private List<Question> readers(String file) throws IOException {
    Path path = copy.resolve(file);
    byte[] good = Files.readAllBytes(path);
    Files.delete(path);
    List<Question> all = List.copyOf(expected.keySet());
    List<Answer> answers = ask(file, all);
    replace(path, good);
    return IntStream.range(0, all.size())
        .filter(i -> answers.get(i).outcome != Outcome.RIGHT)
        .mapToObj(all::get)
        .toList();
  }

  private void damage(String file, List<Question> readers, int[] damages, boolean isAskedAll)
      throws IOException {
    Path path = copy.resolve(file);
    byte[] good = Files.readAllBytes(path);
    List<Question> questions = withoutWiderChecks(readers);
    int errors = 0;
    int unseen = 0;
    for (int number : damages) {
      say("at " + file + " " + number);
      replace(path, Damages.of(good, number));
      int turn = (number / Damages.PER_BYTE + number) % questions.size();
      List<Question> asked =
          isAskedAll && !readers.isEmpty() ? questions : questions.subList(turn, turn + 1);
      List<Answer> answers = ask(file, asked);
      if (!isAskedAll && !readers.isEmpty() && answers.get(0).outcome == Outcome.RIGHT) {
        asked = questions.stream().filter(Question::isCheck).toList();
        answers = ask(file, asked);
      }
      errors += answers.stream().anyMatch(answer -> answer.outcome == Outcome.ERROR) ? 1 : 0;
      for (int i = 0; i < answers.size(); i++) {
        Answer answer = answers.get(i);
        unseen += asked.get(i).isCheck() && answer.outcome == Outcome.RIGHT ? 1 : 0;
        if (answer.outcome == Outcome.WRONG) {
          say("bad " + file + " " + number + " " + asked.get(i).name() + answer.text);
        }
      }
    }
    replace(path, good);
    List<String> names = readers.stream().map(Question::name).toList();
    say("done " + file + " " + damages.length + " " + errors + " " + unseen + " " + names);
  }

  /** All where the file matters to none. Who checks its table need not check the database too. */
  private List<Question> withoutWiderChecks(List<Question> missing) {
    if (missing.isEmpty()) {
      return List.copyOf(expected.keySet());
    }
    List<Question> checks = missing.stream().filter(Question::isCheck).toList();
    List<Question> questions = new ArrayList<>(missing);
    questions.removeAll(checks.subList(Math.min(1, checks.size()), checks.size()));
    return questions;
  }

  /** Another file in its place: whoever still has the old one mapped is not to see this one. */
  private void replace(Path path, byte[] content) throws IOException {
    Path fresh = Files.write(copy.resolveSibling(copy.getFileName() + ".fresh"), content);
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The answers of one process's fresh sight of the database. */
  private List<Answer> ask(String file, List<Question> questions) {
    List<Answer> answers = new ArrayList<>();
    try (Connection connection = connect()) {
      for (Question question : questions) {
        answers.add(ask(file, question, connection));
      }
    } catch (SQLException | RuntimeException | Error e) {
      Answer answer = failure(file, e);
      while (answers.size() < questions.size()) {
        answers.add(answer);
      }
    }
    return answers;
  }

  private Answer ask(String file, Question question, Connection connection) {
    try {
      List<String> answer = question.ask(connection);
      boolean isRight = answer.equals(expected.get(question));
      if (isRight || !question.isCheck()) {
        return new Answer(isRight ? Outcome.RIGHT : Outcome.WRONG, " answers " + answer);
      }
      boolean isNamed = answer.stream().anyMatch(row -> row.contains(nameOf(file)));
      return new Answer(isNamed ? Outcome.ERROR : Outcome.WRONG, " finds " + answer);
    } catch (SQLException | RuntimeException | Error e) {
      return failure(file, e);
    }
  }

  private Answer failure(String file, Throwable failure) {
    boolean isClear =
        failure instanceof SQLException e
            && STATES.contains(String.valueOf(e.getSQLState()))
            && String.valueOf(e.getMessage()).contains(nameOf(file));
    return new Answer(isClear ? Outcome.ERROR : Outcome.WRONG, " fails " + failure);
  }

  /** As messages name it: without FORMAT it is the directory that is no database. */
  private String nameOf(String file) {
    return file.equals("FORMAT") ? copy.toString() : file;
  }
}
