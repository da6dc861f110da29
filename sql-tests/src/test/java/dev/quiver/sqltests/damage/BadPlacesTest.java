package dev.quiver.sqltests.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quiver.storage.Database;
import dev.quiver.storage.OpenOptions;
import dev.quiver.storage.TableName;
import dev.quiver.storage.Transaction;
import dev.quiver.storage.check.CheckKind;
import dev.quiver.storage.file.LocalFileStore;
import dev.quiver.storage.table.Field;
import dev.quiver.storage.table.Schema;
import dev.quiver.storage.type.SimpleType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places that are not as a database expects them: one clear error through JDBC, nothing harmed. */
class BadPlacesTest {
  private static final int STATEMENTS = 100_000;

  @TempDir private Path directory;

  private Path place() {
    return directory.resolve("db");
  }

  private static Connection connect(Path place) throws SQLException {
    return DriverManager.getConnection(SampleDatabase.url(place));
  }

  private static void run(Connection connection, String... all) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : all) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private static void fill(Path place, int id) throws SQLException {
    try (Connection connection = connect(place)) {
      run(connection, "CREATE TABLE t (id INTEGER)", "INSERT INTO t VALUES (" + id + ")");
    }
  }

  private static void assertSound(Connection connection) throws SQLException {
    List<String> kinds = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet findings = statement.executeQuery("CHECK DATABASE")) {
      assertThat(findings.next()).isTrue();
      assertThat(findings.getString(3)).matches("[1-9][0-9]* files, [1-9][0-9]* rows, .* read");
      while (findings.next()) {
        kinds.add(findings.getString(2));
        assertThat(findings.getString(3)).isEqualTo("ok");
      }
    }
    assertThat(kinds)
        .isEqualTo(
            Stream.of(CheckKind.values()).map(k -> k.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static void refuses(ThrowingCallable call, String sqlState, String message) {
    SQLException failure = catchThrowableOfType(SQLException.class, call);
    assertThat((Throwable) failure).isNotNull().hasMessage(message);
    assertThat(failure.getSQLState()).isEqualTo(sqlState);
  }

  private void remove(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aDirectoryOfOthersIsLeftAsItIs() throws IOException {
    Files.createDirectory(place());
    Files.writeString(place().resolve("notes.txt"), "mine");
    refuses(
        () -> connect(place()),
        "08001",
        place() + " is no Quiver database: it holds notes.txt but no file FORMAT");
    assertThat(place()).isDirectoryContaining(file -> file.endsWith("notes.txt"));
    assertThat(place().resolve("tmp")).doesNotExist();
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Files.writeString(place(), "a file");
    SQLException failure = catchThrowableOfType(SQLException.class, () -> connect(place()));
    assertThat((Throwable) failure).hasMessageContaining(place().toString());
    assertThat(failure.getSQLState()).isEqualTo("08001");
    assertThat(place()).hasContent("a file");
  }

  @Test
  void aNewerFormatIsNamed() throws IOException, SQLException {
    fill(place(), 1);
    Path format = place().resolve("FORMAT");
    byte[] newer = Files.readAllBytes(format);
    newer[8] = 2;
    Files.write(format, OwnFile.FORMAT.signed(newer));
    SQLException failure = catchThrowableOfType(SQLException.class, () -> connect(place()));
    assertThat((Throwable) failure)
        .hasMessage(format + " was written in format 2; this version reads up to 1");
  }

  @Test
  void aMissingFileIsNamedAndTheRestCanBeRead() throws IOException, SQLException {
    fill(place(), 1);
    String data =
        SampleDatabase.files(place()).stream()
            .filter(file -> file.endsWith(".arrow"))
            .findFirst()
            .orElseThrow();
    try (Connection connection = connect(place())) {
      run(connection, "CREATE TABLE u (id INTEGER)", "INSERT INTO u VALUES (2)");
      Files.delete(place().resolve(data));
    }
    try (Connection connection = connect(place())) {
      refuses(
          () -> rows(connection, "SELECT id FROM t"),
          "XX001",
          place().resolve(data) + " is damaged: the file is missing");
      assertThat(rows(connection, "SELECT id FROM u")).containsExactly("2");
      run(connection, "INSERT INTO u VALUES (3)", "DROP TABLE t");
      assertThat(rows(connection, "SELECT id FROM u")).containsExactly("2", "3");
    }
  }

  /** Two commits, of which the newer is lost: an older database must not be served for it. */
  @Test
  void aMissingCommitIsNamed() throws IOException, SQLException {
    fill(place(), 1);
    String newest = SampleDatabase.files(place()).get(1);
    assertThat(newest).startsWith("commits/").endsWith(".commit");
    Files.delete(place().resolve(newest));
    refuses(
        () -> connect(place()),
        "XX001",
        place().resolve(newest)
            + " is damaged: the file is missing; commit 2 was made, and the newest there is 1");
  }

  @Test
  void aDiskThatIsReadOnlyIsRead() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        mount("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "nobody may mount a file system here");
    try {
      fill(disk.resolve("db"), 1);
      assumeTrue(
          mount("mount", "-o", "remount,ro", disk.toString()),
          "nobody may make a file system read-only here");
      try (Connection connection = connect(disk.resolve("db"))) {
        assertThat(rows(connection, "SELECT id FROM t")).containsExactly("1");
        SQLException failure =
            catchThrowableOfType(
                SQLException.class, () -> run(connection, "INSERT INTO t VALUES (2)"));
        assertThat((Throwable) failure)
            .hasMessageContaining(disk.toString())
            .hasMessageContaining("Read-only file system");
        assertThat(failure.getSQLState()).isEqualTo("58030");
        assertThat(rows(connection, "SELECT id FROM t")).containsExactly("1");
        assertSound(connection);
      }
      refuses(
          () -> connect(disk.resolve("other")),
          "58030",
          disk.resolve("other/FORMAT") + ": Read-only file system");
    } finally {
      assertThat(mount("umount", "-l", disk.toString())).isTrue();
    }
  }

  private static boolean mount(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // There is no such program.
    }
  }

  @Test
  void aDirectoryThatVanishedIsMissedAndNotMadeAnew() throws IOException, SQLException {
    fill(place(), 1);
    try (Connection connection = connect(place())) {
      remove(place());
      String gone = place() + ": the database is gone";
      refuses(() -> run(connection, "INSERT INTO t VALUES (2)"), "58030", gone);
      refuses(() -> rows(connection, "SELECT id FROM t"), "58030", gone);
      refuses(() -> run(connection, "CREATE TABLE u (id INTEGER)"), "58030", gone);
      assertThat(place()).doesNotExist();
    }
    assertThat(place()).doesNotExist();
  }

  @Test
  void aCommitDoesNotMakeADirectoryAnewThatVanished() throws IOException, SQLException {
    fill(place(), 1);
    try (Connection connection = connect(place())) {
      connection.setAutoCommit(false);
      run(connection, "INSERT INTO t VALUES (2)");
      remove(place());
      refuses(connection::commit, "58030", place() + ": the database is gone");
      assertThat(place()).doesNotExist();
    }
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(file -> directory.relativize(file).toString()).sorted().toList();
    }
  }

  @Test
  void anotherDatabaseInItsPlaceIsNotWrittenTo() throws IOException, SQLException {
    fill(place(), 1);
    Path other = directory.resolve("other");
    fill(other, 7);
    try (Connection connection = connect(place())) {
      assertThat(rows(connection, "SELECT id FROM t")).containsExactly("1");
      connection.setAutoCommit(false);
      run(connection, "INSERT INTO t VALUES (2)");
      remove(place());
      List<String> files = files(other);
      Files.move(other, place());
      String message = place() + ": another database was put in this one's place";
      refuses(connection::commit, "58030", message);
      connection.setAutoCommit(true);
      refuses(() -> run(connection, "INSERT INTO t VALUES (3)"), "58030", message);
      refuses(() -> run(connection, "VACUUM DATABASE"), "58030", message);
      assertThat(files(place())).isEqualTo(files);
    }
    try (Connection connection = connect(place())) {
      assertThat(rows(connection, "SELECT id FROM t")).containsExactly("7");
      run(connection, "INSERT INTO t VALUES (8)");
      assertThat(rows(connection, "SELECT id FROM t")).containsExactly("7", "8");
      assertSound(connection);
    }
  }

  @Test
  void twoNamesOfOnePlaceAreOneDatabase() throws IOException, SQLException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), place());
    Files.createDirectory(place());
    try (Connection one = connect(place());
        Connection two = connect(link)) {
      run(one, "CREATE TABLE t (id INTEGER PRIMARY KEY)", "INSERT INTO t VALUES (1)");
      assertThat(rows(two, "SELECT id FROM t")).containsExactly("1");
      run(two, "INSERT INTO t VALUES (2)");
      assertThat(rows(one, "SELECT id FROM t")).containsExactly("1", "2");
      assertSound(one);
    }
  }

  /** A commit from a machine whose clock was ahead. */
  @Test
  void aClockThatWentBackwardsPutsNoCommitBeforeAnother() throws SQLException {
    Instant ahead = Instant.parse("2126-01-01T00:00:00Z");
    LocalFileStore store = new LocalFileStore(place());
    try (Database database =
            Database.open(store, OpenOptions.DEFAULT, () -> ahead, UUID::randomUUID);
        Transaction transaction = database.begin()) {
      Schema schema =
          new Schema(List.of(new Field(0, "id", SimpleType.INTEGER, true)), List.of(), 1);
      transaction.createTable(TableName.of("t"), schema);
      transaction.commit("CREATE TABLE");
    }
    try (Connection connection = connect(place())) {
      run(connection, "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)");
      assertThat(rows(connection, "SELECT id FROM t AS OF TIMESTAMP '2126-01-01 00:00:00.000002'"))
          .containsExactly("1");
      assertThat(rows(connection, "SELECT id FROM t")).containsExactly("1", "2");
      assertSound(connection);
    }
  }

  @Test
  void aHundredThousandOpenStatementsAreClosedWithTheirConnection() throws SQLException {
    List<Statement> open = new ArrayList<>(STATEMENTS);
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:")) {
      for (int i = 0; i < STATEMENTS; i++) {
        Statement statement = connection.createStatement();
        if (i % 100 == 0) {
          statement.executeQuery("VALUES 1, 2").next();
        }
        open.add(statement);
      }
      assertThat(rows(connection, "VALUES 3")).containsExactly("3");
    }
    for (Statement statement : open) {
      assertThat(statement.isClosed()).isTrue();
    }
  }
}
