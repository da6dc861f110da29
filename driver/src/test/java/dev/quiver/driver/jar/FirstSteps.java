package dev.quiver.driver.jar;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a user writes first: nothing but java.sql. Run by {@link OneJarCheck} on the jar alone. */
public final class FirstSteps {
  private FirstSteps() {}

  /** Takes the JDBC URL. */
  public static void main(String[] args) throws SQLException {
    try (Connection c = DriverManager.getConnection(args[0]);
        Statement s = c.createStatement()) {
      s.execute(
          "CREATE TABLE greetings (id INTEGER PRIMARY KEY, text VARCHAR, lang VARCHAR,"
              + " embedding VECTOR(3))");
      try (PreparedStatement p = c.prepareStatement("INSERT INTO greetings VALUES (?, ?, ?, ?)")) {
        add(p, 1, "hello world", "en", .1f, .2f, .3f);
        add(p, 2, "good morning", "en", .3f, .2f, .1f);
        add(p, 3, "bonjour", "fr", .1f, .2f, .3f);
        System.out.println(p.executeBatch().length + " rows");
      }
      s.execute("DELETE FROM greetings");
      search(c);
    }
  }

  private static void add(PreparedStatement p, int id, String text, String lang, float... vector)
      throws SQLException {
    p.setInt(1, id);
    p.setString(2, text);
    p.setString(3, lang);
    p.setObject(4, vector);
    p.addBatch();
  }

  private static void search(Connection c) throws SQLException {
    try (PreparedStatement p =
        c.prepareStatement(
            "SELECT id, text, embedding <=> ? AS d FROM greetings AS OF VERSION 2"
                + " WHERE lang = 'en' AND CHAR_LENGTH(text) < 100 ORDER BY d LIMIT 10")) {
      p.setObject(1, new float[] {.1f, .2f, .3f});
      try (ResultSet r = p.executeQuery()) {
        while (r.next()) {
          System.out.printf("%d %s %.4f%n", r.getInt("id"), r.getString("text"), r.getDouble("d"));
        }
      }
    }
  }
}
