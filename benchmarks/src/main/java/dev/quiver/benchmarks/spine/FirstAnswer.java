package dev.quiver.benchmarks.spine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The smallest user's program: opens a database and asks one filtered search. */
final class FirstAnswer {
  private FirstAnswer() {}

  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:quiver:" + arguments[1])) {
      if (arguments[0].equals("create")) {
        create(connection);
      } else {
        ask(connection);
      }
    }
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE greetings (id INTEGER PRIMARY KEY, text VARCHAR, lang VARCHAR, embedding VECTOR(3))");
      statement.execute("INSERT INTO greetings VALUES (1, 'hello world', 'en', '[0.1, 0.2, 0.3]')");
    }
  }

  private static void ask(Connection connection) throws SQLException {
    try (PreparedStatement search =
        connection.prepareStatement(
            "SELECT id, text, embedding <=> ? AS d FROM greetings AS OF VERSION 2"
                + " WHERE lang = 'en' AND CHAR_LENGTH(text) < 100 ORDER BY d LIMIT 10")) {
      search.setObject(1, new float[] {.1f, .2f, .3f});
      try (ResultSet rows = search.executeQuery()) {
        rows.next();
        System.out.println(rows.getString("text"));
      }
    }
  }

  /** Packs this class into a jar of its own. */
  static Path jar(Path directory) throws IOException {
    Path jar = directory.resolve("first-answer.jar");
    if (Files.notExists(jar)) {
      String name = FirstAnswer.class.getName().replace('.', '/') + ".class";
      try (InputStream in = FirstAnswer.class.getClassLoader().getResourceAsStream(name);
          JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        out.putNextEntry(new JarEntry(name));
        Objects.requireNonNull(in, name).transferTo(out);
      }
    }
    return jar;
  }
}
