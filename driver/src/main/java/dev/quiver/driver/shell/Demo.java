package dev.quiver.driver.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tour: runs {@code demo.sql} over the data set beside it and prints each statement, its result
 * and, for a query, its plan.
 *
 * <p>The output is the same on every run and machine; the README holds it. A parameter stands for
 * the embedding of the text in the comment that follows it, which the script's own table {@code
 * queries} holds.
 */
final class Demo {
  /** Columns that the demo's tables may fill, on any terminal. */
  static final int WIDTH = 120;

  private static final String DATA_IN_SCRIPT = "driver/src/demo/";
  private static final Pattern PARAMETER = Pattern.compile("\\?\\s*/\\*\\s*(.*?)\\s*\\*/");

  private final Connection connection;
  private final Path data;
  private final Output out;

  private Demo(Connection connection, Path data, Output out) {
    this.connection = connection;
    this.data = data;
    this.out = out;
  }

  /** Runs the tour in a database directory, which is made anew. */
  static void run(Path data, Path database, Output out) throws SQLException, ShellException {
    Path script = data.resolve("demo.sql");
    if (!Files.isRegularFile(script)) {
      throw new ShellException(
          "the demo needs the data set of Quiver's repository, and there is no " + script);
    }
    delete(database);
    Properties steady = new Properties();
    // What EXPLAIN says of a table's layout must not depend on when the background comes to it.
    steady.setProperty("autoCompact", "false");
    try (Connection connection =
        DriverManager.getConnection(OptionParser.url("" + database), steady)) {
      Demo demo = new Demo(connection, data, out);
      for (ScriptPart part : ScriptSplitter.split(ScriptRunner.read(script))) {
        demo.show(part);
      }
    }
    out.line("");
    out.line("Look around in it: ./quiver target/demo-db");
    out.end();
  }

  private void show(ScriptPart part) throws SQLException, ShellException {
    if (!(part instanceof ScriptPart.Sql statement)) {
      throw new ShellException("demo.sql, line " + part.line() + ": the demo runs SQL only");
    }
    out.line("");
    (statement.text() + ";").lines().forEach(out::line);
    String sql = withoutHeading(statement.text()).replace("'" + DATA_IN_SCRIPT, "'" + data + "/");
    execute(sql);
    if (Summary.firstWord(sql).equals("SELECT")) {
      out.line("");
      out.line("EXPLAIN PLAN FOR the same:");
      execute("EXPLAIN PLAN FOR " + sql);
    }
    out.end();
  }

  /** The statement without the lines of comment above it. */
  private static String withoutHeading(String text) {
    return text.lines().dropWhile(line -> line.startsWith("--")).collect(Collectors.joining("\n"));
  }

  private void execute(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    Matcher parameter = PARAMETER.matcher(sql);
    while (parameter.find()) {
      texts.add(parameter.group(1));
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < texts.size(); i++) {
        statement.setObject(i + 1, embedding(texts.get(i)));
      }
      if (!statement.execute()) {
        out.line(Summary.ofChange(sql, Math.max(0, statement.getLargeUpdateCount())));
        return;
      }
      try (ResultSet rows = statement.getResultSet()) {
        long count = new TableWriter(Values.rounded(3)).write(rows, () -> false, out);
        if (!sql.startsWith("EXPLAIN")) {
          out.line(Summary.ofRows(count));
        }
      }
    }
  }

  private float[] embedding(String text) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT embedding FROM queries WHERE text = ?")) {
      statement.setString(1, text);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("queries.jsonl has no search '" + text + "'", "02000");
        }
        return row.getObject(1, float[].class);
      }
    }
  }

  private static void delete(Path directory) throws ShellException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new ShellException("cannot make " + directory + " anew: " + e.getMessage());
    }
  }
}
