package dev.quiver.driver.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what happens. */
class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir Path directory;

  @Test
  void theDemoPrintsWhatTheReadmeHolds() throws Exception {
    StringWriter printed = new StringWriter();
    Path data = ROOT.resolve("driver/src/demo");
    Demo.run(data, directory.resolve("db"), Output.plain(new PrintWriter(printed), Demo.WIDTH));
    assertThat(printed.toString().strip()).isEqualTo(block("text").strip());
  }

  @Test
  void theJavaOfTheReadmeRuns() throws Exception {
    List<String> lines = new ArrayList<>();
    String url = "jdbc:quiver:" + directory.resolve("db");
    try (Connection c = DriverManager.getConnection(url);
        Statement s = c.createStatement()) {
      s.execute(
          "CREATE TABLE greetings (id INTEGER PRIMARY KEY, text VARCHAR, lang VARCHAR, embedding VECTOR(3))");
      try (PreparedStatement p = c.prepareStatement("INSERT INTO greetings VALUES (?, ?, ?, ?)")) {
        p.setInt(1, 1);
        p.setString(2, "hello world");
        p.setString(3, "en");
        p.setObject(4, new float[] {.1f, .2f, .3f});
        p.addBatch();
        p.executeBatch(); // one commit: version 2
      }
      try (PreparedStatement p =
          c.prepareStatement(
              "SELECT id, text, embedding <=> ? AS d FROM greetings AS OF VERSION 2"
                  + " WHERE lang = 'en' AND CHAR_LENGTH(text) < 100 ORDER BY d LIMIT 10")) {
        p.setObject(1, new float[] {.3f, .2f, .1f});
        try (ResultSet r = p.executeQuery()) {
          while (r.next()) {
            lines.add(r.getInt("id") + " " + r.getString("text") + " " + r.getDouble("d"));
          }
        }
      }
    }
    assertThat(lines).singleElement().asString().startsWith("1 hello world 0.28571");
  }

  @Test
  void theJavaOfTheReadmeIsTheJavaOfThisTest() throws Exception {
    String test =
        Files.readString(
            ROOT.resolve("driver/src/test/java/dev/quiver/driver/shell/ReadmeTest.java"));
    String shown =
        block("java")
            .replace("\"jdbc:quiver:./db\"", "url")
            .replace("System.out.println(", "lines.add(");
    assertThat(withoutSpace(test)).contains(withoutSpace(shown));
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static String block(String language) throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(block.find()).as("README.md has a block of " + language).isTrue();
    return block.group(1);
  }
}
